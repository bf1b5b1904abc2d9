/**
 * Rows of a text, laid out for one training or evaluation step: at every step the next symbol is to be
 * predicted.
 */
export interface PredictionBatch {
  /** Symbols as one-hot vectors, time-major `[timeSteps, batchSize, inputSize]`; 0 for unseen ones. */
  inputs: Float32Array;
  /**
   * The number of the next symbol, time-major `[timeSteps, batchSize]`, in `0 … inputSize − 1`.
   * It is −1 where the alphabet lacks that symbol, and in padding: leave those places out of the loss,
   * and report how many symbols were unseen.
   */
  targets: Int32Array;
  /**
   * Number of active steps of each row, `[batchSize]`, in `1 … timeSteps`; absent when every row has
   * `timeSteps` steps.
   */
  lengths?: Int32Array;
  /** Number of steps of the longest row. */
  timeSteps: number;
  /** Number of rows. */
  batchSize: number;
  /** Number of symbols. */
  inputSize: number;
}
