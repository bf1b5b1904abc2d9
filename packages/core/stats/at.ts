import { InvalidRangeError } from "../math/invalid_input.ts";
import { show } from "../math/_show.ts";
import type { StatisticsTables } from "../math/statistics_table.ts";
import { checkStore } from "./_check_store.ts";
import { tableRows } from "./tables.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * The population statistics of one step; for a step beyond T_max, those of the last usable one
 * (docs/rules.md#r4). They are returned as tables of one row, as needed to evaluate a single step of a stream.
 *
 * @param store The store.
 * @param t The step, counted from 0.
 * @returns A table for each site that is normalized, or `undefined` if the store is empty.
 * @throws {RangeError} If `t` is not a whole number of 0 or more.
 */
export function at(store: StatisticsStore, t: number): StatisticsTables | undefined {
  checkStore("look up statistics", "the store", store);
  if (!Number.isInteger(t) || t < 0) {
    throw new InvalidRangeError(
      `Cannot look up statistics: t must be a whole number of 0 or more, got ${show(t)}`,
    );
  }
  const steps = effectiveTimeSteps(store);
  if (steps === 0) return undefined;
  const row = Math.min(t, steps - 1);
  return tableRows(store, row, row + 1);
}
