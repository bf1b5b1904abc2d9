import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { batchesByLength } from "./_batches_by_length.ts";
import { generatorFor, shuffledIndices } from "./_generator.ts";
import {
  checker,
  list,
  number,
  oneOf,
  optional,
  record,
  seed,
  typed,
  whole,
} from "../arguments.ts";

/** Options of {@linkcode BatchSampler.create}. */
export interface BatchSamplerOptions {
  /** Number of sequences in the data set. */
  size: number;
  /** Number of indices in each batch, at most `size`. */
  batchSize: number;
  /** Seed of the shuffling: an integer in `0 … 2³² − 1`. */
  seed: number;
  /**
   * Length of each sequence, `[size]`. If given, batches are made of sequences of similar length, which saves
   * padding. By default lengths do not matter.
   */
  lengths?: Int32Array;
}

/** The position of a {@linkcode BatchSampler}: exact, plain JSON, and of constant size. */
export interface BatchSamplerState {
  /** Number of sequences in the data set. */
  size: number;
  /** Number of indices in each batch. */
  batchSize: number;
  /** Number of the epoch, from 0. */
  epoch: number;
  /** Number of batches already drawn in this epoch. */
  position: number;
  /** State of the random generator before this epoch was shuffled. */
  generator: readonly number[];
  /** Whether batches are made of sequences of similar length; absent if they are not. */
  byLength?: true;
}

/**
 * Draws training batches without end. Each epoch is shuffled anew and visits no sequence twice.
 *
 * Sequences at the end of an epoch that do not fill a batch are left out of that epoch, so that batch
 * statistics are always over `batchSize` rows.
 *
 * @example
 * ```ts
 * import { BatchSampler } from "@bnlstm/data";
 *
 * const sampler = BatchSampler.create({ size: 1000, batchSize: 64, seed: 1 });
 * sampler.nextBatch();
 * const resumed = BatchSampler.restore(JSON.parse(JSON.stringify(sampler.state())));
 * console.assert(resumed.nextBatch().join() === sampler.nextBatch().join());
 * ```
 */
export class BatchSampler {
  readonly #size: number;
  readonly #batchSize: number;
  readonly #generator: JumpableRandomGenerator;
  readonly #lengths: Int32Array | undefined;
  #epoch: number;
  #position: number;
  #generatorState: readonly number[];
  #order: Int32Array;

  private constructor(state: BatchSamplerState, lengths: Int32Array | undefined) {
    const { size, batchSize, epoch, position, generator } = state;
    whole(1, size)(ATTEMPT, "batchSize", batchSize);
    whole(0, Math.floor(size / batchSize))(ATTEMPT, "position", position);
    if (lengths && lengths.length !== size) {
      throw new InvalidRangeError(
        `Cannot ${ATTEMPT}: lengths must have ${size} elements, got ${lengths.length}`,
      );
    }
    this.#size = size;
    this.#batchSize = batchSize;
    this.#epoch = epoch;
    this.#position = position;
    this.#generatorState = [...generator];
    this.#generator = xoroshiro128plusFromState(generator);
    this.#lengths = lengths;
    this.#order = this.#nextOrder();
  }

  /**
   * Starts at the first batch of epoch 0.
   *
   * @throws {TypeError} If an option is unknown.
   * @throws {RangeError} If an option is not an integer in its range.
   */
  static create(options: BatchSamplerOptions): BatchSampler {
    checkOptions({ options });
    const { size, batchSize, seed, lengths } = options;
    const generator = generatorFor(seed).getState();
    return new BatchSampler({ size, batchSize, epoch: 0, position: 0, generator }, lengths);
  }

  /**
   * Continues from a saved position: draws exactly what the sampler that was saved would have drawn.
   *
   * @param lengths The lengths with which the sampler was created, if any; they are not part of the state.
   * @throws {TypeError} If `state` is not what {@linkcode BatchSampler.state} returns.
   * @throws {RangeError} If a value of it is out of range.
   */
  static restore(state: BatchSamplerState, lengths?: Int32Array): BatchSampler {
    checkState({ state, lengths });
    const { generator, byLength = false } = state;
    if (byLength !== (lengths !== undefined)) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: the sampler was saved ${byLength ? "with" : "without"} lengths`,
      );
    }
    if (generator.length !== 4) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: generator must be four numbers, got ${generator.length}`,
      );
    }
    return new BatchSampler(state, lengths);
  }

  /** Number of the epoch that the last batch was drawn from, from 0. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Number of batches in each epoch, not counting an incomplete last one. */
  get batchesPerEpoch(): number {
    return Math.floor(this.#size / this.#batchSize);
  }

  /** Draws the indices of the next batch, `[batchSize]`. */
  nextBatch(): Int32Array {
    if (this.#position === this.batchesPerEpoch) {
      this.#epoch++;
      this.#position = 0;
      this.#generatorState = this.#generator.getState();
      this.#order = this.#nextOrder();
    }
    const first = this.#position++ * this.#batchSize;
    return this.#order.slice(first, first + this.#batchSize);
  }

  /** The position after the last batch drawn, as plain JSON. */
  state(): BatchSamplerState {
    return {
      size: this.#size,
      batchSize: this.#batchSize,
      epoch: this.#epoch,
      position: this.#position,
      generator: [...this.#generatorState],
      ...this.#lengths && { byLength: true as const },
    };
  }

  #nextOrder(): Int32Array {
    const order = shuffledIndices(this.#size, this.#generator);
    return this.#lengths
      ? batchesByLength(order, this.#lengths, this.#batchSize, this.#generator)
      : order;
  }
}

const ATTEMPT = "sample batches";
// Their order is an array of 32-bit numbers: a gigabyte at most.
const EXAMPLES = { size: whole(1, 2 ** 28), batchSize: number };
const LENGTHS = optional(typed("Int32Array"));
const checkOptions = checker(ATTEMPT, { options: record({ ...EXAMPLES, seed, lengths: LENGTHS }) });
const checkState = checker(ATTEMPT, {
  state: record({
    ...EXAMPLES,
    epoch: whole(0),
    position: number,
    generator: list(whole(-(2 ** 31), 2 ** 31 - 1)),
    byLength: optional(oneOf(true)),
  }),
  lengths: LENGTHS,
});
