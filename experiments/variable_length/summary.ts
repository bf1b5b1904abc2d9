import { quantile } from "../../bench/runner/quartiles.ts";
import type { Measurement } from "./measurement.ts";
import { type Spread, spread, textMean } from "./spread.ts";

/** What the runs of one arm, which differ in their seed, have in common. */
export interface Summary {
  /** Number of runs. */
  runs: number;
  /** Runs that ended early; what is about held-out texts leaves them out. */
  failures: number;
  /** Share of the held-out texts that is right, 0 … 1. */
  accuracy: number;
  /** Mean loss of the held-out texts, nats, over the runs. */
  loss: Spread;
  /** Mean loss of the long texts among them. */
  longLoss: number;
  /** The gradient norm that one in a hundred steps of all runs exceeds. */
  norm99: number;
  /** The same of steps whose batch is among the tenth with the longest texts. */
  norm99OfLongBatches: number;
  /** Largest gradient norm of a run, mean over runs. */
  largestNorm: number;
  /** Steps of a run whose gradient norm exceeds 10 times the median of the 50 before, mean over runs. */
  normSpikes: number;
  /** Steps of a run whose loss exceeds the median of the 50 before by a nat, mean over runs. */
  lossSpikes: number;
}

const BEFORE = 50;

/**
 * Summarizes the runs of an arm on a task.
 *
 * @param long Texts of this length and more are long.
 */
export function summarize(runs: readonly Measurement[], long: number): Summary {
  const whole = runs.filter(({ texts }) => texts.length > 0);
  const losses = whole.map(({ texts }) => textMean(texts, (score) => score[2]));
  const longLosses = whole.map(({ texts }) =>
    textMean(texts.filter(([length]) => length >= long), (score) => score[2])
  );
  const steps = runs.flatMap((run) => run.steps);
  const bound = quantile(steps.map(([, , length]) => length), 0.9);
  const norm99 = (rows: readonly number[][]) => quantile(rows.map(([, norm]) => norm), 0.99);
  const spikes = (column: 0 | 1, isSpike: (value: number, median: number) => boolean) =>
    average(runs.map((run) => countSpikes(run.steps.map((step) => step[column]), isSpike)));
  return {
    runs: runs.length,
    failures: runs.filter(({ failure }) => failure !== undefined).length,
    accuracy: average(whole.map(({ texts }) => textMean(texts, (score) => score[3]))),
    loss: spread(losses),
    longLoss: average(longLosses),
    norm99: norm99(steps),
    norm99OfLongBatches: norm99(steps.filter(([, , length]) => length > bound)),
    largestNorm: average(runs.map((run) => Math.max(...run.steps.map(([, norm]) => norm)))),
    normSpikes: spikes(1, (norm, median) => norm > 10 * median),
    lossSpikes: spikes(0, (loss, median) => loss > median + 1),
  };
}

/** How many values are spikes beside the median of the 50 before; the first 50 are not counted. */
function countSpikes(
  values: readonly number[],
  isSpike: (value: number, median: number) => boolean,
): number {
  return values.filter((value, i) =>
    i >= BEFORE && isSpike(value, quantile(values.slice(i - BEFORE, i), 0.5))
  ).length;
}

function average(values: readonly number[]): number {
  return spread(values).mean;
}
