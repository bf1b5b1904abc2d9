import { InvalidRangeError } from "../invalid_input.ts";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { generatorFor, mixedSeed } from "../sampling/_generator.ts";
import { boolean, checker, having, optional, record, seed, whole } from "../arguments.ts";
import { BatchSampler, type BatchSamplerState } from "../sampling/batch_sampler.ts";

/** Options of {@linkcode WindowSampler.create}. */
export interface WindowSamplerOptions {
  /** Number of symbols in the text. */
  textLength: number;
  /** Number of symbols in a window, at least 2. */
  windowLength: number;
  /** Number of windows in each batch. */
  batchSize: number;
  /** Seed of the crops and of the shuffling: an integer in `0 … 2³² − 1`. */
  seed: number;
  /**
   * Whether each epoch starts cutting the text at a different random position, as the paper does for the Penn
   * Treebank (default). If false, all epochs cut it from its beginning, as the paper does for text8.
   */
  crop?: boolean;
}

/** The position of a {@linkcode WindowSampler}: exact, plain JSON, and of constant size. */
export interface WindowSamplerState {
  /** Number of symbols in the text. */
  textLength: number;
  /** Number of symbols in a window. */
  windowLength: number;
  /** Seed of the crops. */
  seed: number;
  /** Whether each epoch starts cutting the text at a different position. */
  crop: boolean;
  /** The position among the windows. */
  windows: BatchSamplerState;
}

/**
 * Draws training windows from a text, without end. Each epoch cuts the text into windows that do not overlap
 * and visits them in a new order, each at most once; windows that do not fill a batch are left out.
 *
 * The position at which cutting starts is drawn anew in each epoch from `windowLength` positions, so that in
 * the long run every symbol is seen at every step of a window (the paper, section 5.2). Every epoch has the
 * same number of windows: as many as fit after the last of these positions.
 *
 * @example
 * ```ts
 * import { WindowSampler } from "@bnlstm/data";
 *
 * const sampler = WindowSampler.create({
 *   textLength: 5000,
 *   windowLength: 100,
 *   batchSize: 8,
 *   seed: 1,
 * });
 * console.log(sampler.nextBatch()); // eight starts, multiples of 100 apart
 * const resumed = WindowSampler.restore(JSON.parse(JSON.stringify(sampler.state())));
 * console.assert(resumed.nextBatch().join() === sampler.nextBatch().join());
 * ```
 */
export class WindowSampler {
  readonly #textLength: number;
  readonly #windowLength: number;
  readonly #seed: number;
  readonly #crop: boolean;
  readonly #windows: BatchSampler;

  private constructor(
    { textLength, windowLength, seed, crop }: Omit<WindowSamplerState, "windows">,
    windows: BatchSampler,
  ) {
    this.#textLength = textLength;
    this.#windowLength = windowLength;
    this.#seed = seed;
    this.#crop = crop;
    this.#windows = windows;
  }

  /**
   * Starts at the first batch of epoch 0.
   *
   * @throws {TypeError} If an option is unknown.
   * @throws {RangeError} If an option is out of range, or the text has too few windows for a batch.
   */
  static create(options: WindowSamplerOptions): WindowSampler {
    checkOptions({ options });
    const { textLength, windowLength, batchSize, seed, crop = true } = options;
    const size = windowCount(textLength, windowLength, crop);
    if (!(batchSize <= size)) {
      throw new InvalidRangeError(
        `Cannot ${ATTEMPT}: ${textLength} symbols make ${size} windows of ${windowLength}, ` +
          `too few for batchSize ${batchSize}`,
      );
    }
    return new WindowSampler(
      { textLength, windowLength, seed, crop },
      BatchSampler.create({ size, batchSize, seed }),
    );
  }

  /**
   * Continues from a saved position: draws exactly what the sampler that was saved would have drawn.
   *
   * @throws {TypeError} If `state` is not what {@linkcode WindowSampler.state} returns.
   * @throws {RangeError} If a value of it is out of range.
   */
  static restore(state: WindowSamplerState): WindowSampler {
    checkState({ state });
    const { textLength, windowLength, crop, windows } = state;
    const size = windowCount(textLength, windowLength, crop);
    if (windows.size !== size) {
      throw new InvalidRangeError(
        `Cannot ${ATTEMPT}: its state is among ${windows.size} windows, but the text has ${size}`,
      );
    }
    return new WindowSampler(state, BatchSampler.restore(windows));
  }

  /** Number of the epoch that the last batch was drawn from, from 0. */
  get epoch(): number {
    return this.#windows.epoch;
  }

  /** Number of batches in each epoch, not counting an incomplete last one. */
  get batchesPerEpoch(): number {
    return this.#windows.batchesPerEpoch;
  }

  /** Draws the starts of the next windows, `[batchSize]`. */
  nextBatch(): Int32Array {
    const windows = this.#windows.nextBatch();
    const offset = this.#offset();
    return windows.map((window) => offset + window * this.#windowLength);
  }

  /** The position after the last batch drawn, as plain JSON. */
  state(): WindowSamplerState {
    return {
      textLength: this.#textLength,
      windowLength: this.#windowLength,
      seed: this.#seed,
      crop: this.#crop,
      windows: this.#windows.state(),
    };
  }

  /** The position at which this epoch starts cutting the text. */
  #offset(): number {
    if (!this.#crop) return 0;
    const generator = generatorFor(mixedSeed(this.#seed, this.epoch));
    return uniformInt(generator, 0, this.#windowLength - 1);
  }
}

const ATTEMPT = "sample windows";
const WINDOWS = { textLength: whole(2, 2 ** 28), windowLength: whole(2), seed };
const checkOptions = checker(ATTEMPT, {
  options: record({ ...WINDOWS, batchSize: whole(1), crop: optional(boolean) }),
});
const checkState = checker(ATTEMPT, {
  state: record({ ...WINDOWS, crop: boolean, windows: having({ size: whole(1) }) }),
});

/** Number of windows that fit after every position at which an epoch may start cutting. */
function windowCount(textLength: number, windowLength: number, crop: boolean): number {
  const length = crop ? textLength - windowLength + 1 : textLength;
  if (length < windowLength) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: ${textLength} symbols hold no window of ${windowLength}` +
        (crop ? " wherever an epoch cuts them" : ""),
    );
  }
  return Math.floor(length / windowLength);
}
