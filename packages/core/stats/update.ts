import { recordBatchStatistics } from "./_record_batch_statistics.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * Moves an exponential moving average on by one minibatch.
 *
 * After minibatches 1…k, at each step and for means and variances m alike,
 *
 *     estimate = Σ_i decay^(k−i) (1 − decay) m_i / (1 − decay^k)
 *
 * which is the moving average started from zero and debiased: it equals m_1 after the first minibatch and
 * is always an average of what was seen. k counts the minibatches with n_t > 0 at that step; a step that
 * a minibatch does not reach keeps its estimate, and steps beyond T_max are not recorded.
 *
 * @returns A new store; the one given is not changed.
 * @throws {TypeError} If the estimator is not `"ema"`, or sites or sizes differ from those of the store.
 * @throws {RangeError} If `active` increases, or a mean or variance is out of range.
 */
export function update(store: StatisticsStore, batch: BatchStatistics): StatisticsStore {
  if (store.estimator !== "ema") {
    throw new TypeError(
      `Cannot update statistics: the estimator is "${store.estimator}", which accumulate() is for`,
    );
  }
  return recordBatchStatistics(store, batch);
}
