import type { StatisticsTables } from "../math/statistics_table.ts";
import { checkStore } from "./_check_store.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import type { StatisticsStore } from "./statistics_store.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";

/** Views of the statistics of steps `from` up to `to`; a `"sequence"` site has one row for all steps. */
export function tableRows(store: StatisticsStore, from: number, to: number): StatisticsTables {
  return Object.fromEntries(
    normalizedSites(store.sites).map((site) => {
      const { mean, variance } = store.tables[site]!;
      const { features } = tableShape(site, store, store.timeSteps);
      const [first, end] = store.sites[site] === "sequence" ? [0, 1] : [from, to];
      return [site, {
        rows: end - first,
        features,
        mean: mean.subarray(first * features, end * features),
        variance: variance.subarray(first * features, end * features),
      }];
    }),
  );
}

/**
 * The population statistics of a store, with which evaluation normalizes. Training does not use them.
 *
 * A table has a row for each step up to the effective T_max, and the statistics of step t are in row `min(t,
 * rows − 1)`; a `"sequence"` site has one row. Nothing is copied.
 *
 * @returns A table for each site that is normalized, or `undefined` if the store is empty.
 */
export function tables(store: StatisticsStore): StatisticsTables | undefined {
  checkStore("look up statistics", "the store", store);
  const steps = effectiveTimeSteps(store);
  return steps === 0 ? undefined : tableRows(store, 0, steps);
}
