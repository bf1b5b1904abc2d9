import type { SiteName } from "../math/sites.ts";
import { checkSize, size } from "./_resolve_store_options.ts";
import { checkStore } from "./_check_store.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { StatisticsStore, StoredTable } from "./statistics_store.ts";

/**
 * Returns a store with another number of steps: added steps are empty, those that no longer fit are dropped.
 * `"sequence"` sites stay as they are.
 *
 * @param store The store to start from.
 * @param timeSteps Its new T_max.
 * @throws {TypeError} If `timeSteps` is not a whole number.
 * @throws {RangeError} If it is below 1.
 */
export function resize(store: StatisticsStore, timeSteps: number): StatisticsStore {
  const attempt = "resize the statistics store";
  checkStore(attempt, "the store", store);
  size("timeSteps", timeSteps, attempt);
  checkSize(attempt, timeSteps, store.hiddenSize);
  const tables: Partial<Record<SiteName, StoredTable>> = {};
  for (const site of normalizedSites(store.sites)) {
    const { weight, mean, variance } = store.tables[site]!;
    const { rows, features } = tableShape(site, store, timeSteps);
    tables[site] = {
      weight: resized(weight, rows),
      mean: resized(mean, rows * features),
      variance: resized(variance, rows * features),
    };
  }
  return { ...store, timeSteps, count: resized(store.count, timeSteps), tables };
}

function resized(values: Float64Array, length: number): Float64Array {
  if (values.length === length) return values;
  const result = new Float64Array(length);
  result.set(values.subarray(0, length));
  return result;
}
