import type { Measurement } from "./measurement.ts";
import type { Plan } from "./measure.ts";
import { type Choice, type Model, SETTINGS } from "./setting.ts";

/** Seeds that each model's best is trained with. */
export const SEEDS = [1, 2, 3];

/** Makes one run, or finds it among those already made. */
export type Measure = (plan: Plan, test: boolean) => Promise<Measurement>;

/** What the search goes through, one after the other: the best so far with one thing changed. */
export function alternatives(setting: string): ((best: Choice) => Choice[])[] {
  const { learningRates, noises } = SETTINGS[setting];
  return [
    (best) => learningRates.map((learningRate) => ({ ...best, learningRate })),
    (best) =>
      (["orthogonal", "orthogonal-gates", "identity"] as const)
        .map((recurrentInitializer) => ({ ...best, recurrentInitializer })),
    (best) => [{ ...best, clipNorm: 10 }],
    (best) => noises.map((initialStateNoise) => ({ ...best, initialStateNoise })),
  ];
}

/**
 * Searches for one model: every alternative with seed 1, then the best with all seeds, on the test set too.
 * It is the same for each model, and greedy: what was chosen first is not chosen again.
 */
export async function search(setting: string, model: Model, measure: Measure): Promise<void> {
  let best = SETTINGS[setting].start;
  let bestLoss = Infinity;
  for (const choices of alternatives(setting)) {
    for (const choice of choices(best)) {
      const loss = lastLoss(await measure({ setting, model, choice, seed: 1 }, false));
      if (loss < bestLoss) [best, bestLoss] = [choice, loss];
    }
  }
  for (const seed of SEEDS) await measure({ setting, model, choice: best, seed }, true);
}

/** What choices are compared by: the last validation loss, which says more than an accuracy. */
export function lastLoss({ validation, failure }: Measurement): number {
  return failure === undefined ? validation.at(-1)![1] : Infinity;
}
