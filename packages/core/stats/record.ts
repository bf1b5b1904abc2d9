import type { SiteName } from "../math/sites.ts";
import { checkBatchStatistics } from "./_check_batch_statistics.ts";
import { checkStore } from "./_check_store.ts";
import { mixTables } from "./_mix_tables.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import type { StatisticsStore, StoredTable } from "./statistics_store.ts";

/**
 * Records one minibatch, with the estimator of the store.
 *
 * The estimators differ in the weight of a minibatch, in whether older minibatches lose weight, and in whether
 * the spread between means counts as variance. At each step with n_t > 0:
 *
 * - `"pooled"` takes the exact moments of all rows seen;
 * - `"average"` takes the mean of the minibatch estimates, each with weight 1 regardless of its number of rows;
 * - `"ema"` updates an exponential moving average. After minibatches 1…k, for means and variances m alike,
 *
 *       estimate = Σ_i decay^(k−i) (1 − decay) m_i / (1 − decay^k)
 *
 *   which is the average started from zero and debiased: it equals m_1 after the first minibatch.
 *
 * Steps that the minibatch does not reach stay as they are. Steps beyond T_max are left out: the size of a
 * store is chosen, not determined by the longest batch, and adding them to its last row would mix the
 * statistics of different steps.
 *
 * @example
 * ```ts
 * import { createStore, record, tables } from "@bnlstm/core/statistics";
 *
 * let store = createStore({
 *   hiddenSize: 1,
 *   sites: { input: "none", hidden: "none", cell: "timestep" },
 *   timeSteps: 1,
 *   estimator: "pooled",
 * });
 * for (const mean of [0, 4]) {
 *   const cell = { rows: 1, features: 1, mean: [mean], variance: [1] };
 *   store = record(store, { active: [32], sites: { cell } });
 * }
 * tables(store); // { cell: { rows: 1, features: 1, mean: [2], variance: [5] } }
 * ```
 *
 * @returns A new store; the one given is not changed.
 * @throws {TypeError} If sites or sizes differ from those of the store.
 * @throws {RangeError} If `active` increases, or a mean or variance is out of range.
 */
export function record(
  store: StatisticsStore,
  batch: BatchStatistics,
): StatisticsStore {
  checkStore("record batch statistics", "the store", store);
  checkBatchStatistics(store, batch);
  const count = store.count.map((seen, t) => seen + (batch.active[t] ?? 0));

  const tables: Partial<Record<SiteName, StoredTable>> = {};
  for (const site of normalizedSites(store.sites)) {
    const stored = store.tables[site]!;
    // Sequence statistics are over all pairs, including steps that have no row in this store.
    const seen = store.sites[site] === "sequence"
      ? [Array.from(batch.active).reduce((sum, n) => sum + n, 0)]
      : batch.active;
    const added = stored.weight.map((_, row) =>
      seen[row] > 0 ? minibatchWeight(store, seen[row]) : 0
    );
    const kept = store.decay === undefined
      ? stored.weight
      : stored.weight.map((weight, row) => added[row] > 0 ? weight * store.decay! : weight);
    tables[site] = mixTables(
      { ...stored, weight: kept },
      { ...batch.sites[site]!, weight: added },
      tableShape(site, store, store.timeSteps).features,
      store.estimator === "pooled",
    );
  }
  return { ...store, count, tables };
}

/** The weight of `rows` rows of one minibatch. */
function minibatchWeight({ estimator, decay }: StatisticsStore, rows: number): number {
  switch (estimator) {
    case "pooled":
      return rows;
    case "average":
      return 1;
    case "ema":
      return 1 - decay!;
  }
}
