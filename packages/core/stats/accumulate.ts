import { recordBatchStatistics } from "./_record_batch_statistics.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * Adds a minibatch to a pass over the data, where the order of minibatches does not matter.
 *
 * At each step with n_t > 0, `"average"` takes the mean of the minibatch estimates, each of weight 1
 * however many rows it is from; `"pooled"` takes the exact moments of all rows seen. Later steps stay as
 * they are, and steps beyond T_max are not recorded.
 *
 * @example
 * ```ts
 * import { accumulate, createStore, tables } from "@bnlstm/core";
 *
 * let store = createStore({
 *   hiddenSize: 1,
 *   sites: { input: "none", hidden: "none", cell: "timestep" },
 *   timeSteps: 1,
 *   estimator: "pooled",
 * });
 * for (const mean of [0, 4]) {
 *   const cell = { rows: 1, features: 1, mean: [mean], variance: [1] };
 *   store = accumulate(store, { active: [32], sites: { cell } });
 * }
 * tables(store); // { cell: { rows: 1, features: 1, mean: [2], variance: [5] } }
 * ```
 *
 * @returns A new store; the one given is not changed.
 * @throws {TypeError} If the estimator is `"ema"`, or sites or sizes differ from those of the store.
 * @throws {RangeError} If `active` increases, or a mean or variance is out of range.
 */
export function accumulate(store: StatisticsStore, batch: BatchStatistics): StatisticsStore {
  if (store.estimator === "ema") {
    throw new TypeError(
      `Cannot accumulate statistics: the estimator is "ema", which update() is for`,
    );
  }
  return recordBatchStatistics(store, batch);
}
