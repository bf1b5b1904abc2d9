import type { SiteName } from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";

/** The statistics a forward pass in training reports: those of the minibatch itself, before shrinkage. */
export interface BatchStatistics {
  /** n_t `[T]`: rows active at each step; never increases. A step with n_t = 0 does not exist. */
  active: ArrayLike<number>;
  /**
   * A table for each site that is normalized: T rows, or one for `"sequence"`. Rows of steps that do
   * not exist may hold anything.
   */
  sites: Partial<Record<SiteName, StatisticsTable>>;
}
