import type { Measurement } from "./measurement.ts";
import { type Spread, spread } from "./spread.ts";
import { textMean } from "./text_mean.ts";

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
