import { checkSize, resolveStoreOptions } from "./_resolve_store_options.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { StatisticsStore, StatisticsStoreOptions } from "./statistics_store.ts";

/**
 * Creates an empty store.
 *
 * @example
 * ```ts
 * import { createStore } from "@bnlstm/core/statistics";
 *
 * const store = createStore({
 *   hiddenSize: 100,
 *   sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
 *   timeSteps: 784,
 *   estimator: "ema",
 * });
 * ```
 *
 * @throws {TypeError} If an option is unknown, of the wrong type, or does not belong to the estimator.
 * @throws {RangeError} If `hiddenSize` or `timeSteps` is below 1, `minShare` outside [0, 1], or `decay` outside [0, 1).
 */
export function createStore(options: StatisticsStoreOptions): StatisticsStore {
  const attempt = "create the statistics store";
  const resolved = resolveStoreOptions(options, attempt);
  checkSize(attempt, resolved.timeSteps, resolved.hiddenSize);
  const tables = Object.fromEntries(
    normalizedSites(resolved.sites).map((site) => {
      const { rows, features } = tableShape(site, resolved, resolved.timeSteps);
      return [site, {
        weight: new Float64Array(rows),
        mean: new Float64Array(rows * features),
        variance: new Float64Array(rows * features),
      }];
    }),
  );
  return { ...resolved, count: new Float64Array(resolved.timeSteps), tables };
}
