import type { Unsigned } from "../_narrowest_ints.ts";
import { oneHot } from "./one_hot.ts";
import type { PredictionBatch } from "./prediction_batch.ts";

/**
 * Gathers pieces of a text into a batch. Row `r` reads `lengths[r]` symbols from `starts[r]` on, and
 * predicts the one after each.
 */
export function predictionBatch(
  text: Unsigned,
  symbols: number,
  starts: ArrayLike<number>,
  lengths: Int32Array,
): PredictionBatch {
  const batchSize = lengths.length;
  const timeSteps = lengths.reduce((a, b) => Math.max(a, b));
  const ids = new Int32Array(timeSteps * batchSize).fill(-1);
  const targets = new Int32Array(timeSteps * batchSize).fill(-1);
  for (let row = 0; row < batchSize; row++) {
    for (let step = 0; step < lengths[row]; step++) {
      const at = starts[row] + step;
      ids[step * batchSize + row] = text[at];
      if (text[at + 1] < symbols) targets[step * batchSize + row] = text[at + 1];
    }
  }
  return {
    inputs: oneHot(ids, symbols),
    targets,
    ...lengths.some((length) => length < timeSteps) ? { lengths } : {},
    timeSteps,
    batchSize,
    inputSize: symbols,
  };
}
