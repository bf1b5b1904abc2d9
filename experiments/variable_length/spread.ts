import type { LengthScore } from "./held_out.ts";
import type { Measurement } from "./measurement.ts";

/** Mean and standard deviation of a sample. */
export interface Spread {
  mean: number;
  /** With n − 1; not a number for a single value. */
  deviation: number;
}

/** How values are spread. */
export function spread(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** The mean of a value over texts, of which each row has a number. */
export function textMean(
  scores: readonly LengthScore[],
  value: (score: LengthScore) => number,
): number {
  const texts = scores.reduce((sum, score) => sum + score[1], 0);
  return scores.reduce((sum, score) => sum + score[1] * value(score), 0) / texts;
}

/**
 * How much higher the held-out loss of one arm is than that of another, seed by seed: runs of a seed begin
 * with the same weights and see the same batches, so that their difference varies less than either.
 */
export function pairedDifference(
  runs: readonly Measurement[],
  others: readonly Measurement[],
): Spread {
  const losses = (runs: readonly Measurement[]) =>
    new Map(
      runs.filter(({ texts }) => texts.length > 0)
        .map(({ seed, texts }) => [seed, textMean(texts, (score) => score[2])]),
    );
  const otherLosses = losses(others);
  return spread(
    [...losses(runs)].flatMap(([seed, loss]) => {
      const other = otherLosses.get(seed);
      return other === undefined ? [] : [loss - other];
    }),
  );
}
