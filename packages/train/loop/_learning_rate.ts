import type { OptimizerConfig } from "../config/optimizer_config.ts";

/**
 * The learning rate of one update: it rises to `learningRate` in `warmupSteps` equal parts, then follows the
 * schedule.
 *
 * After s of the S steps that follow the warm-up, `"cosine"` multiplies by (1 + cos(π s / S)) / 2, and
 * `"step"` by `dropFactor` to the power ⌊s / dropEvery⌋.
 *
 * @param config The schedule.
 * @param step The update, counted from 1.
 * @param steps Total number of updates.
 */
export function learningRate(config: OptimizerConfig, step: number, steps: number): number {
  const { warmupSteps, schedule, dropEvery, dropFactor } = config;
  const peak = config.learningRate;
  if (step <= warmupSteps) return peak * step / warmupSteps;
  const done = step - 1 - warmupSteps;
  switch (schedule) {
    case "constant":
      return peak;
    case "cosine":
      return peak * (1 + Math.cos(Math.PI * done / (steps - warmupSteps))) / 2;
    case "step":
      return peak * dropFactor ** Math.floor(done / dropEvery);
  }
}
