import type { NormalizationSites, SiteName } from "../math/sites.ts";

/**
 * How minibatch statistics become population statistics.
 *
 * - `"pooled"`: mean and variance of all rows taken together, as if they had been one minibatch.
 * - `"average"`: the mean of the minibatch means and of the minibatch variances (the paper, section 3).
 * - `"ema"`: the same, but with the weight of older minibatches decaying; kept while training.
 */
export type StatisticsEstimator = "pooled" | "average" | "ema";

/**
 * Default of `decay`, the weight of the old value in a moving average. It is low because parameters change fast
 * early in training and the average must keep up.
 */
export const DEFAULT_DECAY = 0.9;

/** Options of `createStore`. */
export interface StatisticsStoreOptions {
  /** H. */
  readonly hiddenSize: number;
  /** How each site is normalized; a site set to `"none"` has no table. */
  readonly sites: NormalizationSites;
  /** T_max: number of steps with statistics of their own. */
  readonly timeSteps: number;
  /** How the statistics of minibatches are combined. */
  readonly estimator: StatisticsEstimator;
  /** Weight of the old value at each update, from 0 up to 1; `"ema"` only. Default: `DEFAULT_DECAY`. */
  readonly decay?: number;
  /**
   * Smallest share of all rows that must have reached a step for its statistics to be used, from 0 to 1.
   * Default: `DEFAULT_MIN_SHARE`.
   */
  readonly minShare?: number;
}

/** Statistics of one site: a row for each step, or a single row for `"sequence"`. */
export interface StoredTable {
  /**
   * Weight of each row relative to new data `[rows]`; 0 where no data was seen. It is the number of data rows
   * for `"pooled"`, the number of minibatches for `"average"`, and 1 − decay^k after k minibatches for `"ema"`.
   */
  readonly weight: Float64Array;
  /** Estimated means `[rows, features]`, already debiased; 0 in a row of weight 0. */
  readonly mean: Float64Array;
  /** Estimated biased variances `[rows, features]`, already debiased; 0 in a row of weight 0. */
  readonly variance: Float64Array;
}

/**
 * Population statistics per time step: a value that no function changes. Stores share arrays that do not differ
 * between them, so do not write to any.
 */
export interface StatisticsStore extends StatisticsStoreOptions {
  /** Smallest share of all rows that must have reached a step for its statistics to be used. */
  readonly minShare: number;
  /** Number of rows of data seen at each step `[timeSteps]`; never increases with the step. */
  readonly count: Float64Array;
  /** A table for each site that is normalized. */
  readonly tables: Readonly<Partial<Record<SiteName, StoredTable>>>;
}
