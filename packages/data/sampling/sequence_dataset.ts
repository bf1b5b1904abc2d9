/** Some sequences of a data set, laid out for one training or evaluation step. */
export interface SequenceBatch {
  /** Input vectors, time-major `[timeSteps, batchSize, inputSize]`. */
  inputs: Float32Array;
  /** Class of each row, `[batchSize]`, in `0 … classes − 1`. */
  labels: Int32Array;
  /** Weight of each row in the training loss, `[batchSize]`. Default: all the same. */
  weights?: Float32Array;
  /**
   * Number of active steps of each row, `[batchSize]`, in `1 … timeSteps`; the rest of `inputs` is padding.
   * Absent if every row has `timeSteps` steps.
   */
  lengths?: Int32Array;
  /** Number of steps of the longest row of this batch. */
  timeSteps: number;
  /** Number of rows. */
  batchSize: number;
  /** Number of values in each step. */
  inputSize: number;
}

/** A finite set of labeled sequences that can be read in any order. */
export interface SequenceDataset {
  /** Number of sequences. */
  readonly size: number;
  /** Number of steps of the longest sequence. */
  readonly timeSteps: number;
  /** Number of values in each step. */
  readonly inputSize: number;
  /** Number of classes. */
  readonly classes: number;
  /** Number of steps of each sequence, `[size]`; absent if all have `timeSteps`. */
  readonly lengths?: Int32Array;
  /**
   * Gathers sequences into a new batch, one row for each index, in the order given.
   *
   * @throws {RangeError} If an index is not in `0 … size − 1`.
   */
  batch(indices: Int32Array): SequenceBatch;
}
