import { checkStore } from "./_check_store.ts";
import type { StatisticsStore } from "./statistics_store.ts";

/**
 * The number of steps whose statistics are used: all up to the last one that at least `minShare` of all rows
 * have reached. 0 for an empty store.
 */
export function effectiveTimeSteps(store: StatisticsStore): number {
  checkStore("count time steps", "the store", store);
  const { count, minShare } = store;
  const enough = Math.max(minShare * count[0], 1);
  let steps = store.timeSteps;
  while (steps > 0 && count[steps - 1] < enough) steps--;
  return steps;
}
