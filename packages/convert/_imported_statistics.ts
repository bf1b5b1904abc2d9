import type { StatisticsStore, StatisticsTables } from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import { createStore, deserialize, serialize } from "@bnlstm/core/statistics";
import type { PortableOptions } from "./portable_model.ts";

/** How much data the rows of imported tables are based on, if that is known. */
export interface ImportedWeights {
  /** Number of rows of data seen at each step `[T_max]`. */
  count: ArrayLike<number>;
  /** 1 − decay^k after k minibatches `[T_max]`. */
  weight: ArrayLike<number>;
}

/**
 * Creates a store, with the estimator `"ema"`, of moving averages that were estimated elsewhere.
 *
 * @param timeSteps T_max.
 * @param population A table of `timeSteps` rows for each site that is normalized, of one row for `"sequence"`.
 * @param decay Weight of the old value in later updates. Default: that of the store.
 * @param weights Default: every step was seen equally often, and many times.
 * @throws {RangeError} If a variance is negative, or the weights cannot be those of a store.
 */
export function importedStatistics(
  { hiddenSize, sites, minShare }: Pick<PortableOptions, "hiddenSize" | "sites" | "minShare">,
  timeSteps: number,
  population: StatisticsTables,
  decay?: number,
  weights?: ImportedWeights,
): StatisticsStore {
  const ones = new Float64Array(timeSteps).fill(1);
  const { count, weight } = weights ?? { count: ones, weight: ones };
  const arrays: Record<string, Float64Array> = { count: Float64Array.from(count) };
  for (const site of SITE_NAMES) {
    const table = population[site];
    if (table === undefined) continue;
    const { rows, features } = table;
    // Rows that were never seen hold zeros.
    const seen = (values: ArrayLike<number>) =>
      Float64Array.from(values, (value, k) => count[Math.floor(k / features)] > 0 ? value : 0);
    arrays[`${site}.weight`] = Float64Array.from({ length: rows }, (_, t) => weight[t]);
    arrays[`${site}.mean`] = seen(table.mean);
    arrays[`${site}.variance`] = seen(table.variance);
  }
  const empty = createStore({ hiddenSize, sites, timeSteps, minShare, estimator: "ema", decay });
  return deserialize({ header: serialize(empty).header, arrays });
}
