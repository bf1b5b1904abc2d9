import type { SiteName } from "../math/sites.ts";
import { checkBatchStatistics } from "./_check_batch_statistics.ts";
import { mixTables } from "./_mix_tables.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import type { StatisticsStore, StoredTable } from "./statistics_store.ts";

/**
 * Mixes a minibatch into a store: the estimators differ in what a minibatch weighs, in whether what is
 * there loses weight first, and in whether the spread between means counts as variance.
 *
 * Steps beyond T_max are left out. The size of a store is chosen, not set by the longest batch that
 * comes along, and adding them to its last row would mix the statistics of different steps.
 */
export function recordBatchStatistics(
  store: StatisticsStore,
  batch: BatchStatistics,
): StatisticsStore {
  checkBatchStatistics(store, batch);
  const count = store.count.map((seen, t) => seen + (batch.active[t] ?? 0));

  const tables: Partial<Record<SiteName, StoredTable>> = {};
  for (const site of normalizedSites(store.sites)) {
    const stored = store.tables[site]!;
    // Sequence statistics are over all pairs, whether or not their step has a row in this store.
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
      store.estimator === "pooled" || store.averageOf === "rows",
    );
  }
  return { ...store, count, tables };
}

/** What `rows` rows of one minibatch weigh. */
function minibatchWeight({ estimator, decay, averageOf }: StatisticsStore, rows: number): number {
  switch (estimator) {
    case "pooled":
      return rows;
    case "average":
      return 1;
    case "ema":
      return (1 - decay!) * (averageOf === "rows" ? rows : 1);
  }
}
