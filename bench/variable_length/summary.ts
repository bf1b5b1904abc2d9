import type { Measurement } from "./measurement.ts";

/** What the runs of one arm, which differ in their seed, have in common. */
export interface Summary {
  /** Number of runs. */
  runs: number;
  /** Runs that ended early; what is about held-out texts leaves them out. */
  failures: number;
  /** Share of the held-out texts that is right, 0 … 1. */
  accuracy: number;
  /** Mean loss of the held-out texts, nats. */
  loss: number;
  /** Standard deviation of this loss over the runs. */
  lossDeviation: number;
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
 * Summarises the runs of an arm on a task.
 *
 * @param long Texts of this length and more are long.
 */
export function summarize(runs: readonly Measurement[], long: number): Summary {
  const whole = runs.filter(({ texts }) => texts.length > 0);
  const losses = whole.map(({ texts }) => mean(texts, (row) => row[2]));
  const longLosses = whole.map(({ texts }) =>
    mean(texts.filter(([length]) => length >= long), (row) => row[2])
  );
  const steps = runs.flatMap((run) => run.steps);
  const bound = quantile(steps.map(([, , length]) => length), 0.9);
  const norm99 = (rows: readonly number[][]) => quantile(rows.map(([, norm]) => norm), 0.99);
  const spikes = (column: 0 | 1, isSpike: (value: number, median: number) => boolean) =>
    average(runs.map((run) => countSpikes(run.steps.map((step) => step[column]), isSpike)));
  return {
    runs: runs.length,
    failures: runs.filter(({ failure }) => failure !== undefined).length,
    accuracy: average(whole.map(({ texts }) => mean(texts, (row) => row[3]))),
    loss: average(losses),
    lossDeviation: deviation(losses),
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

/** The mean of a value over texts, of which each row has a number in its second column. */
function mean<Row extends readonly number[]>(
  rows: readonly Row[],
  value: (row: Row) => number,
): number {
  const texts = rows.reduce((sum, row) => sum + row[1], 0);
  return rows.reduce((sum, row) => sum + row[1] * value(row), 0) / texts;
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Of a sample: with n − 1. */
function deviation(values: readonly number[]): number {
  const centre = average(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** A quantile, between neighbours by interpolation. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}
