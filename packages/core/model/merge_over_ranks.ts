import { anObject, check, theRanks } from "../math/_rules.ts";
import { checkStore } from "../stats/_check_store.ts";
import type { Ranks } from "../math/ranks.ts";
import type { StatisticsStore, StoredTable } from "../stats/statistics_store.ts";
import type { ModelStatistics } from "./model_types.ts";

/**
 * Combines the statistics that several processes recorded, each from its own rows.
 *
 * Passes over parts of a data set are combined into what one pass over all of it would give
 * (docs/rules.md#r6): exact moments for `"pooled"`, the mean of all minibatch estimates for `"average"`. For
 * `"ema"` the result is the mean of the moving averages of all processes.
 *
 * @returns Combined statistics, the same on every rank.
 */
export function mergeOverRanks(statistics: ModelStatistics, ranks: Ranks): ModelStatistics {
  const attempt = "merge statistics over processes";
  check(attempt, { statistics, ranks }, { statistics: anObject, ranks: theRanks });
  for (const [name, store] of Object.entries(statistics)) checkStore(attempt, name, store);
  return Object.fromEntries(
    Object.entries(statistics).map(([name, store]) => [name, mergeStore(store, ranks)]),
  );
}

function mergeStore(store: StatisticsStore, ranks: Ranks): StatisticsStore {
  const count = store.count.slice();
  ranks.sum(count);
  const tables = Object.fromEntries(
    Object.entries(store.tables).map(([site, table]) => [site, mergeTable(table, store, ranks)]),
  );
  return { ...store, count, tables };
}

/** One message: w, w μ, and w (v + μ²) for a pooled store or w v for others. */
function mergeTable(
  { weight, mean, variance }: StoredTable,
  { estimator }: StatisticsStore,
  ranks: Ranks,
): StoredTable {
  const [rows, size] = [weight.length, mean.length];
  const features = size / rows;
  const pooled = estimator === "pooled";
  const sums = new Float64Array(rows + 2 * size);
  sums.set(weight);
  for (let k = 0; k < size; k++) {
    const w = weight[Math.floor(k / features)];
    sums[rows + k] = w * mean[k];
    sums[rows + size + k] = w * (variance[k] + (pooled ? mean[k] ** 2 : 0));
  }
  ranks.sum(sums);
  const merged = {
    weight: sums.slice(0, rows),
    mean: new Float64Array(size),
    variance: new Float64Array(size),
  };
  for (let k = 0; k < size; k++) {
    const w = sums[Math.floor(k / features)];
    if (w === 0) continue;
    const mu = sums[rows + k] / w;
    merged.mean[k] = mu;
    merged.variance[k] = Math.max(0, sums[rows + size + k] / w - (pooled ? mu ** 2 : 0));
  }
  // The weight of a moving average is at most 1.
  if (estimator === "ema") merged.weight.forEach((w, row) => merged.weight[row] = w / ranks.size);
  return merged;
}
