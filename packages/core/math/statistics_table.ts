import type { SiteName } from "./sites.ts";

/**
 * Mean and biased variance of one site, a row per time step.
 *
 * The statistics of step t are those of row `min(t, rows − 1)`: the last row serves every later step,
 * and a single row serves a whole sequence.
 */
export interface StatisticsTable {
  /** Number of rows, at least 1. */
  rows: number;
  /** Number of columns: 4H, or H for the cell. */
  features: number;
  /** Means `[rows, features]`. */
  mean: ArrayLike<number>;
  /** Biased variances `[rows, features]`. */
  variance: ArrayLike<number>;
}

/** Population statistics of the sites that are normalized. */
export type StatisticsTables = Partial<Record<SiteName, StatisticsTable>>;
