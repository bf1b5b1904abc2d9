import { type NormalizationSites, SITE_NAMES, siteFeatures, type SiteName } from "../math/sites.ts";

/** The sites that have a table, in the order of `SITE_NAMES`. */
export function normalizedSites(sites: NormalizationSites): SiteName[] {
  return SITE_NAMES.filter((site) => sites[site] !== "none");
}

/** Rows and columns of the table of one site, for a store or a minibatch of `timeSteps` steps. */
export function tableShape(
  site: SiteName,
  { sites, hiddenSize }: { sites: NormalizationSites; hiddenSize: number },
  timeSteps: number,
): { rows: number; features: number } {
  return {
    rows: sites[site] === "sequence" ? 1 : timeSteps,
    features: siteFeatures(site, hiddenSize),
  };
}
