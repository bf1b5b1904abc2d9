import { InvalidRangeError } from "../math/invalid_input.ts";
import { show } from "../math/_show.ts";
import type { StatisticsTables } from "../math/statistics_table.ts";
import { tableRows } from "./tables.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * The population statistics of one step, those of the last usable step beyond T_max
 * (docs/rules.md#r4). They come as tables of one row, which is what evaluating a single step of a stream
 * takes.
 *
 * @param store Where they are kept.
 * @param t The step, counted from 0.
 * @returns A row for each site that is normalized, or `undefined` while the store is empty.
 * @throws {RangeError} If `t` is not a whole number of 0 or more.
 */
export function at(store: StatisticsStore, t: number): StatisticsTables | undefined {
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
