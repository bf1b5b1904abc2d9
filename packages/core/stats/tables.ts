import type { StatisticsTables } from "../math/statistics_table.ts";
import { tableRows } from "./_table_rows.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * The population statistics of a store: what evaluation normalizes with. Training does not read them.
 *
 * A table has a row for each step up to the effective T_max, so that reading row `min(t, rows − 1)`
 * gives the statistics of step t; a `"sequence"` site has one row. Nothing is copied.
 *
 * @returns A table for each site that is normalized, or `undefined` while the store is empty.
 */
export function tables(store: StatisticsStore): StatisticsTables | undefined {
  const steps = effectiveTimeSteps(store);
  return steps === 0 ? undefined : tableRows(store, 0, steps);
}
