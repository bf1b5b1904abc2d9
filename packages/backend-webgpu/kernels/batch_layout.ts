import { InvalidRangeError } from "@bnlstm/core";
import type { SequenceShape, StepSchedule } from "@bnlstm/core/kernels";
import { floatBits } from "../device/gpu_call.ts";
import { STEP_WORDS } from "../shaders/step.ts";

/** The steps that one set of bindings covers. */
export interface StepChunk {
  /** First step. */
  from: number;
  /** Step after the last. */
  to: number;
}

/**
 * Where the rows of a batch are stored.
 *
 * *Packed* matrices hold only active rows, step after step: row b of step t is row `first[t] + b` of `pairs`.
 * *State* matrices also hold the initial state of all B rows in front, so that the previous state of (t, b) is
 * row `previous[t] + b`. *Padded* matrices are those of the contract, with row `t B + b`.
 */
export interface BatchLayout extends SequenceShape {
  /** Number of steps at which a row is active. */
  steps: number;
  /** Number of active (row, step) pairs. */
  pairs: number;
  /** Whether any row is padded. */
  padded: boolean;
  /** Packed row at which each step starts, and the number of pairs `[steps + 1]`. */
  first: Int32Array;
  /** State row at which the previous step starts `[steps]`. */
  previous: Uint32Array;
  /** The step table, see `Step` in the shaders. */
  table: Uint32Array<ArrayBuffer>;
  /** All steps, in as few parts as the size limit of bindings allows. */
  chunks: StepChunk[];
}

/** Number of workgroups in one dimension of a dispatch that every device supports. */
const WORKGROUPS = 65535;

/**
 * Lays out a batch.
 *
 * @param shape Its sizes.
 * @param schedule Its active rows.
 * @param bindingLimit Bytes that a binding may cover.
 * @throws {RangeError} If a binding cannot even cover one step, the weights or the statistics.
 */
export function batchLayout(
  shape: SequenceShape,
  schedule: StepSchedule,
  bindingLimit: number,
): BatchLayout {
  const { timeSteps, batchSize, inputSize, hiddenSize } = shape;
  const { steps, active, pairsBefore: first, blend, gradientWeight, pairs } = schedule;

  const previous = new Uint32Array(steps);
  const table = new Uint32Array(steps * STEP_WORDS);
  for (let t = 0; t < steps; t++) {
    previous[t] = t === 0 ? 0 : batchSize + first[t - 1];
    const next = t + 1 < steps ? active[t + 1] : 0;
    table.set([active[t], next, t, first[t], previous[t]], t * STEP_WORDS);
    table[t * STEP_WORDS + 5] = floatBits(blend[t]);
    table[t * STEP_WORDS + 6] = floatBits(gradientWeight[t]);
  }

  // A state matrix needs one more step than the chunk has; a binding may start up to ALIGNMENT bytes early.
  const stepBytes = 4 * batchSize * Math.max(4 * hiddenSize, inputSize);
  const fitting = Math.floor((bindingLimit - ALIGNMENT) / stepBytes) - 1;
  // These are bound as a whole: weights, and the statistics of the hidden and cell sites.
  const wholeBytes = 4 * hiddenSize * Math.max(4 * hiddenSize, 4 * inputSize, 10 * timeSteps);
  if (fitting < 1 || wholeBytes > bindingLimit) {
    throw new InvalidRangeError(
      `Cannot run the BN-LSTM on the GPU: T = ${timeSteps}, B = ${batchSize}, I = ${inputSize}, ` +
        `H = ${hiddenSize} needs bindings of ` +
        `${Math.max(2 * stepBytes + ALIGNMENT, wholeBytes)} bytes, the device has ${bindingLimit}`,
    );
  }
  const length = Math.max(
    1,
    Math.min(fitting, Math.floor(WORKGROUPS * 16 / batchSize), WORKGROUPS),
  );
  const chunks: StepChunk[] = [];
  for (let from = 0; from < steps; from += length) {
    chunks.push({ from, to: Math.min(from + length, steps) });
  }
  return {
    ...shape,
    steps,
    pairs,
    padded: pairs < timeSteps * batchSize,
    first,
    previous,
    table,
    chunks,
  };
}

/** Bytes to which the start of a binding is aligned: the coarsest alignment that a device may require. */
const ALIGNMENT = 256;

/** A range of rows of a matrix, as it is bound. */
export interface RowWindow {
  /** What to bind. */
  binding: GPUBufferBinding;
  /** Index in the matrix of the first float that is bound. */
  origin: number;
}

/** Binds rows `[from, to)` of a row-major matrix, starting slightly earlier if alignment requires it. */
export function rowWindow(
  buffer: GPUBuffer,
  width: number,
  [from, to]: readonly [from: number, to: number],
): RowWindow {
  const start = 4 * from * width;
  const offset = start - start % ALIGNMENT;
  return { binding: { buffer, offset, size: 4 * to * width - offset }, origin: offset / 4 };
}

/** The rows of a chunk in each kind of matrix. */
export function chunkRows(
  { batchSize, first, previous }: BatchLayout,
  { from, to }: StepChunk,
): Record<"packed" | "state" | "padded", readonly [from: number, to: number]> {
  return {
    packed: [first[from], first[to]],
    state: [previous[from], batchSize + first[to]],
    padded: [from * batchSize, to * batchSize],
  };
}
