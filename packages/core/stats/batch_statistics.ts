import type { SiteName } from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";

/** The statistics a forward pass in training reports: those of the minibatch itself, before shrinkage. */
export interface BatchStatistics {
  /** n_t `[T]`: number of rows active at each step; never increases. Steps with n_t = 0 are ignored. */
  active: ArrayLike<number>;
  /**
   * A table for each site that is normalized: T rows, or one for `"sequence"`. Rows of steps with n_t = 0 may
   * hold anything.
   */
  sites: Partial<Record<SiteName, StatisticsTable>>;
}
