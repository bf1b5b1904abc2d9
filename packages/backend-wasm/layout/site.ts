import { type BnLstmAttributes, siteFeatures, statisticsRows } from "@bnlstm/core/kernels";
import type { SiteName, SiteNormalization } from "@bnlstm/core";
import { SITE_FIELDS, writeStructure } from "./problem.ts";

/** The number of each kind of normalization in assembly/memory/problem.ts. */
const KINDS: Record<SiteNormalization, number> = { none: 0, timestep: 1, sequence: 2 };

/** Addresses from which the statistics of a site are read and to which they are written. */
export interface SiteAddresses {
  /** The given prior. */
  prior: number;
  /** Number of rows of the prior. */
  priorRows: number;
  /** The statistics that are reported. */
  statistics: number;
}

/** Writes what the kernels need to know of a site. */
export function writeSite(
  buffer: ArrayBufferLike,
  address: number,
  attributes: BnLstmAttributes,
  site: SiteName,
  hiddenSize: number,
  { prior, priorRows, statistics }: SiteAddresses,
): void {
  const rows = statisticsRows(attributes, site);
  // A prior that comes from this batch is read where the statistics of the batch are written.
  const own = attributes.schedule.priorStep >= 0;
  writeStructure(buffer, address, SITE_FIELDS, {
    kind: KINDS[attributes.sites[site]],
    prior: own ? statistics : prior,
    priorRows: own ? rows : priorRows,
    statistics,
    statisticsRows: rows,
    columns: siteFeatures(site, hiddenSize),
  });
}
