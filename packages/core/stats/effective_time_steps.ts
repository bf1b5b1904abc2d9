import type { StatisticsStore } from "./statistics_store.ts";

/**
 * The number of steps whose statistics can be used, the T_max of rules R4 and R7: those up to the last
 * one that has seen `minCount` rows. 0 while there is none.
 */
export function effectiveTimeSteps(store: StatisticsStore): number {
  let steps = store.timeSteps;
  while (steps > 0 && store.count[steps - 1] < store.minCount) steps--;
  return steps;
}
