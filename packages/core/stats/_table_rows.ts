import type { StatisticsTables } from "../math/statistics_table.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { StatisticsStore } from "./statistics_store.ts";

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
