import { check, integer, oneOf } from "./_rules.ts";

/**
 * How one site is normalized.
 *
 * - `"none"`: not at all; the term passes through unchanged and its γ is unused.
 * - `"timestep"`: with separate statistics for every time step (the paper, section 3).
 * - `"sequence"`: with one set of statistics over all active (row, step) pairs (the paper's BN-e*, section
 *   5.4).
 */
export type SiteNormalization = "none" | "timestep" | "sequence";

/**
 * The normalization of each of the three terms of a BN-LSTM.
 *
 * `"sequence"` exists for the input site only: the hidden and cell terms of a step depend on the
 * normalized terms of the steps before it, so statistics over the whole sequence would have to be
 * known before they can be computed.
 */
export interface NormalizationSites {
  /** The input-to-hidden term `x_t Wx`. */
  input: SiteNormalization;
  /** The hidden-to-hidden term `h_{t−1} Wh`. */
  hidden: Exclude<SiteNormalization, "sequence">;
  /** The cell `c_t`, where it enters `h_t`; the cell update itself is never normalized. */
  cell: Exclude<SiteNormalization, "sequence">;
}

/** The name of a site. */
export type SiteName = keyof NormalizationSites;

/** The three sites in the order in which data passes through them. */
export const SITE_NAMES: readonly SiteName[] = ["input", "hidden", "cell"];

const SITE = oneOf(...SITE_NAMES);
const SIZE = integer(1);

/**
 * How many columns a site normalizes: the four gates of the input and hidden terms, or the cell.
 *
 * @param site Which site.
 * @param hiddenSize H.
 * @returns 4H for `input` and `hidden`, H for `cell`.
 */
export function siteFeatures(site: SiteName, hiddenSize: number): number {
  check("count features", { site, hiddenSize }, { site: SITE, hiddenSize: SIZE });
  return site === "cell" ? hiddenSize : 4 * hiddenSize;
}
