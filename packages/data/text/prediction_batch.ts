import type { Unsigned } from "../_narrowest_ints.ts";
import { oneHot } from "./one_hot.ts";

/**
 * Rows of a text, laid out for one training or evaluation step: at every step the next symbol is to be
 * predicted.
 */
export interface PredictionBatch {
  /** Symbols as one-hot vectors, time-major `[timeSteps, batchSize, inputSize]`; 0 for unseen ones. */
  inputs: Float32Array;
  /**
   * The number of the next symbol, time-major `[timeSteps, batchSize]`, in `0 … inputSize − 1`. It is −1 where
   * the alphabet lacks that symbol, and in padding: leave these positions out of the loss, and report how many
   * symbols were unseen.
   */
  targets: Int32Array;
  /**
   * Number of active steps of each row, `[batchSize]`, in `1 … timeSteps`; absent if every row has `timeSteps`
   * steps.
   */
  lengths?: Int32Array;
  /** Number of steps of the longest row. */
  timeSteps: number;
  /** Number of rows. */
  batchSize: number;
  /** Number of symbols. */
  inputSize: number;
}

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
