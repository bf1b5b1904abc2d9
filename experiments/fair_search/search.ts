import type { Measurement } from "./measurement.ts";
import type { Plan } from "./measure.ts";
import { type Choice, type Model, SETTINGS } from "./setting.ts";

/** Seeds that each model's finalists are trained with. */
export const SEEDS = [1, 2, 3];

/** How many choices are trained with every seed: with one seed alone luck would decide. */
const FINALISTS = 3;

/** How Wh may start; the search begins with the first. */
export const STARTS = ["authors", "orthogonal", "orthogonal-gates", "identity"] as const;

/** Makes one run, or finds it among those already made. */
export type Measure = (plan: Plan, test: boolean) => Promise<Measurement>;

/** What the search of one model went through. */
export interface Searched {
  /** Every choice, with seed 1, in the order in which they were tried. */
  tried: Measurement[];
  /** Those that were trained and tested with every seed, the best in validation first. */
  finalists: Measurement[][];
}

/**
 * Searches for one model: learning rates first, then the best with one thing changed, all with seed 1; then the best
 * three with all seeds, of which the one with the best mean in validation is the model's choice. Some settings leave
 * parts of this out. It is the same for each model, and greedy: what was chosen first is not chosen again.
 */
export async function search(setting: string, model: Model, measure: Measure): Promise<Searched> {
  const tried: Measurement[] = [];
  let best: Choice = SETTINGS[setting].start;
  const attempt = async (choices: Choice[]) => {
    for (const choice of choices) {
      tried.push(await measure({ setting, model, choice, seed: 1 }, false));
    }
    best = tried.toSorted((a, b) => lastLoss(a) - lastLoss(b))[0].choice;
  };

  const { learningRates, noises, ratesOnly } = SETTINGS[setting];
  const searched = ratesOnly.includes(model) ? "rates" : SETTINGS[setting].searched;
  await attempt(learningRates.map((learningRate) => ({ ...best, learningRate })));
  if (searched !== "starts") {
    // A grid that ends at its best rate is too narrow.
    for (let highest = Math.max(...learningRates); best.learningRate === highest;) {
      highest *= 2;
      await attempt([{ ...best, learningRate: highest }]);
    }
    for (let lowest = Math.min(...learningRates); best.learningRate === lowest;) {
      lowest /= 2;
      await attempt([{ ...best, learningRate: lowest }]);
    }
  }
  if (searched !== "rates") {
    await attempt(
      STARTS.slice(1).map((recurrentInitializer) => ({ ...best, recurrentInitializer })),
    );
    await attempt([{ ...best, clipNorm: 10 }]);
    await attempt(noises.map((initialStateNoise) => ({ ...best, initialStateNoise })));
  }

  const finalists: Measurement[][] = [];
  if (searched === "starts") return { tried, finalists };
  const ranked = tried.toSorted((a, b) => lastLoss(a) - lastLoss(b));
  for (const { choice } of ranked.slice(0, searched === "rates" ? 1 : FINALISTS)) {
    const runs: Measurement[] = [];
    for (const seed of SEEDS) {
      runs.push(await measure({ setting, model, choice, seed }, true));
    }
    finalists.push(runs);
  }
  return { tried, finalists: finalists.toSorted((a, b) => meanLoss(a) - meanLoss(b)) };
}

/** What choices are compared by: the last validation loss, which says more than an accuracy. */
export function lastLoss({ validation, failure }: Measurement): number {
  return failure === undefined ? validation.at(-1)![1] : Infinity;
}

/** Its mean over the runs of one choice. */
export function meanLoss(runs: readonly Measurement[]): number {
  return runs.reduce((sum, run) => sum + lastLoss(run), 0) / runs.length;
}
