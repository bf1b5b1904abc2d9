import type { StatisticsStore, StatisticsTables } from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import { createStore, deserialize, serialize } from "@bnlstm/core/statistics";
import type { PortableOptions } from "./portable_model.ts";

/** How much the rows of imported tables rest on, where that is known. */
export interface ImportedWeights {
  /** Rows of data seen at each step `[T_max]`. */
  count: ArrayLike<number>;
  /** 1 − decay^k after k minibatches `[T_max]`. */
  weight: ArrayLike<number>;
}

/**
 * A store of statistics that were estimated elsewhere, as the moving averages they are.
 *
 * @param timeSteps T_max.
 * @param population A table of `timeSteps` rows for each site that is normalized, of one row for `"sequence"`.
 * @param decay Weight of the old value in later updates; the store's default when absent.
 * @param weights When absent every step is taken to have been seen as often, and often.
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
