import type { DataShape } from "./data_shape.ts";

/** The parts a data set is divided into: to fit, to choose by, to report. */
export type Split = "train" | "valid" | "test";

/** Position in the training data: plain JSON, exact. */
export type BatchStreamState = Readonly<Record<string, unknown>>;

/** Training batches without end. */
export interface BatchStream<Batch> {
  /** Sequences in each batch. */
  readonly batchSize: number;
  /** The epoch that the last batch was drawn from, from 0. */
  readonly epoch: number;
  /** Batches in an epoch; what does not fill the last one is left out. */
  readonly batchesPerEpoch: number;
  /** Draws the next batch. */
  next(): Batch;
  /** The position after the last batch drawn; it survives `JSON`. */
  state(): BatchStreamState;
}

/** Batches that go once through a part of the data. */
export interface BatchPass<Batch> extends Iterable<Batch> {
  /** Number of batches. */
  readonly batches: number;
  /** Whether the rows of each batch go on where those of the batch before ended; false when absent. */
  readonly contiguous?: boolean;
}

/** Ways to read running text, besides the windows of training. */
export interface TextPasses<Batch> {
  /**
   * Reads a part of the text as one sequence, as the paper does for its results, or as several that
   * lie end to end and are read side by side.
   *
   * @throws {RangeError} If there are more streams than predictions.
   */
  contiguous(split: Split, streams: number): BatchPass<Batch>;
  /**
   * Goes through a part in windows of any length, end to end. They are spread evenly over the fewest batches.
   *
   * @throws {RangeError} If a window is longer than the part.
   */
  windows(
    split: Split,
    windowLength: number,
    batchSize: number,
  ): BatchPass<Batch> & { readonly windows: number };
}

/** The data of a task. */
export interface TaskData<Batch> {
  /** What the model is built for. */
  readonly shape: DataShape;
  /** Sequences in each part. */
  readonly sizes: Readonly<Record<Split, number>>;
  /** Symbols in each part that training never showed, with their numbers of occurrences; absent where inputs are no symbols. */
  readonly unseen?: Readonly<Record<Split, ReadonlyMap<string, number>>>;
  /** Other ways to read the data; absent where it is no running text. */
  readonly text?: TextPasses<Batch>;
  /** The headline metric of rules that learn nothing, by their names; absent where none are worth beating. */
  readonly baselines?: Readonly<Record<Split, Readonly<Record<string, number>>>>;
  /** What was found, guessed and filled in, a sentence each; absent where there was nothing to guess. */
  readonly notes?: readonly string[];
  /**
   * Starts to draw training batches.
   *
   * @throws {RangeError} If a batch is larger than the training set.
   */
  stream(options: { batchSize: number; seed: number }): BatchStream<Batch>;
  /**
   * Goes on from a saved position: draws exactly what would have been drawn.
   *
   * @throws {TypeError} If it is not a position in this data.
   * @throws {RangeError} If a value of it is out of range.
   */
  resume(state: BatchStreamState): BatchStream<Batch>;
  /** Goes through a part in order, to its end: the last batch may be smaller. */
  pass(split: Split, batchSize: number): BatchPass<Batch>;
}
