import { SITE_NAMES } from "../math/sites.ts";
import type { StatisticsTables } from "../math/statistics_table.ts";

/**
 * The rows of population tables for steps `time … time + timeSteps − 1`, as tables that begin at step `time`:
 * with these a model in the middle of a sequence is normalized. The last row still serves every later step
 * (docs/rules.md#r4).
 */
export function windowTables(
  tables: StatisticsTables,
  time: number,
  timeSteps: number,
): StatisticsTables {
  const window: StatisticsTables = {};
  for (const site of SITE_NAMES) {
    const table = tables[site];
    if (table === undefined) continue;
    const { features } = table;
    const first = Math.min(time, table.rows - 1);
    const last = Math.min(time + timeSteps, table.rows);
    const cut = (values: ArrayLike<number>) =>
      values instanceof Float64Array
        ? values.subarray(first * features, last * features)
        : Float64Array.from(
          { length: (last - first) * features },
          (_, i) => values[first * features + i],
        );
    window[site] = {
      rows: last - first,
      features,
      mean: cut(table.mean),
      variance: cut(table.variance),
    };
  }
  return window;
}
