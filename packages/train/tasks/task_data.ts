import type { DataShape } from "./data_shape.ts";
import type { RowShare } from "./row_share.ts";

/**
 * The parts into which a data set is divided: for training, for choosing between models, and for the figures
 * that are reported.
 */
export type Split = "train" | "valid" | "test";

/** Position in the training data: plain JSON, exact. */
export type BatchStreamState = Readonly<Record<string, unknown>>;

/** Training batches without end. */
export interface BatchStream<Batch> {
  /** Number of sequences in each batch, of all processes together. */
  readonly batchSize: number;
  /** The epoch of the last batch, counted from 0. */
  readonly epoch: number;
  /** Number of batches in an epoch, not counting an incomplete last one. */
  readonly batchesPerEpoch: number;
  /** Draws the next batch and gathers the rows of this process. */
  next(): Batch;
  /** The position after the last batch drawn, as plain JSON. */
  state(): BatchStreamState;
}

/** Batches that go through a part of the data once. */
export interface BatchPass<Batch> extends Iterable<Batch> {
  /** Number of batches. */
  readonly batches: number;
  /** Whether the rows of each batch continue where those of the previous batch ended. Default: false. */
  readonly contiguous?: boolean;
}

/** Ways to read one long text, other than in training windows. */
export interface TextPasses<Batch> {
  /**
   * Reads a part of the text as one sequence, as the paper does for its results, or as several consecutive ones
   * that are read side by side.
   *
   * @throws {RangeError} If there are more streams than predictions.
   */
  contiguous(split: Split, streams: number): BatchPass<Batch>;
  /**
   * Goes through a part in consecutive windows of any length, spread evenly over as few batches as possible.
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
  /** What the model needs to know about the data. */
  readonly shape: DataShape;
  /** Number of sequences in each part. */
  readonly sizes: Readonly<Record<Split, number>>;
  /**
   * Symbols in each part that training does not have, with their numbers of occurrences; absent if inputs are
   * not symbols.
   */
  readonly unseen?: Readonly<Record<Split, ReadonlyMap<string, number>>>;
  /** Other ways to read the data; absent if it is not one long text. */
  readonly text?: TextPasses<Batch>;
  /** The headline metric of baselines that learn nothing, by name; absent if there are none worth beating. */
  readonly baselines?: Readonly<Record<Split, Readonly<Record<string, number>>>>;
  /** What was found, guessed and filled in, in one sentence each; absent if there was nothing to guess. */
  readonly notes?: readonly string[];
  /**
   * Starts drawing training batches. They are the same whatever the share of this process.
   *
   * @throws {RangeError} If a batch is larger than the training set.
   */
  stream(options: { batchSize: number; seed: number; share?: RowShare }): BatchStream<Batch>;
  /**
   * Continues from a saved position: draws exactly what would have been drawn.
   *
   * @throws {TypeError} If it is not a position in this data.
   * @throws {RangeError} If a value of it is out of range.
   */
  resume(state: BatchStreamState, share?: RowShare): BatchStream<Batch>;
  /** Goes through a part in order, to its end; the last batch may be smaller. */
  pass(split: Split, batchSize: number): BatchPass<Batch>;
}
