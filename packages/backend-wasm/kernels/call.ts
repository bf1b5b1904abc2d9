import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { alignBytes } from "../runtime/block_allocator.ts";
import type { Held } from "../runtime/holder.ts";
import type { Job } from "../runtime/kernel_module.ts";
import { PROBLEM_FIELDS, type ProblemFields, writeStructure } from "../layout/problem.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type PackedRows, packedRows } from "../layout/step_table.ts";

/** The sizes of one call. */
export interface CallSizes {
  /** T, padding included. */
  timeSteps: number;
  /** B. */
  batch: number;
  /** B rounded up to whole panels: the number of packed rows of the first step. */
  slot: number;
  /** I. */
  inputs: number;
  /** H. */
  hidden: number;
  /** The active rows of all steps. */
  packed: PackedRows;
  /** Number of packed rows. */
  packedCount: number;
  /** Whether a native BLAS multiplies. */
  blas: boolean;
  /** Whether this is inference of one row alone, which has a job of its own (`assembly/forward/single_row.ts`). */
  singleRow: boolean;
  /** Number of threads that take part: only one if there is little to do. */
  threads: number;
  /** Number of parts that the rows are divided into, one for each thread, or 1: then threads divide the units. */
  parts: number;
  /**
   * Number of units whose rows are in scratch at once, minus one: 3, or all of a thread's units if processes
   * wait for sums.
   */
  unitMask: number;
}

/**
 * In inference threads divide the rows of a batch rather than the units where each gets at least so many rows, and
 * where all weights, which each reads at every step, stay in a second-level cache. Then no thread waits for another
 * before the end. On a quiet machine that makes no difference; on a busy one it is nearly twice as fast.
 */
const ROWS_OF_A_PART = 32, WEIGHTS_OF_PARTS = 2 ** 18;

/** Derives the sizes of a call from its inputs. */
export function callSizes(
  runtime: Runtime,
  x: TensorInfo,
  h0: TensorInfo,
  attributes: BnLstmAttributes,
): CallSizes {
  const [timeSteps, batch, inputs] = x.shape;
  const hidden = h0.shape[1];
  const packed = packedRows(attributes.schedule);
  const work = batch * (inputs + hidden) * hidden;
  const threads = work < runtime.threads * runtime.workOfAThread ? 1 : runtime.threads;
  // Input terms of a whole sequence are prepared by all threads together.
  const alone = !attributes.keepResiduals && !attributes.schedule.training &&
    attributes.sites.input !== "sequence";
  const divides = alone && ROWS_OF_A_PART * threads <= batch &&
    16 * (inputs + hidden) * hidden <= WEIGHTS_OF_PARTS;
  return {
    timeSteps,
    batch,
    slot: ceilTo(batch, 8),
    inputs,
    hidden,
    packed,
    packedCount: packed.starts[packed.steps],
    // A single row has a product of its own, which takes no longer than reading the weights.
    blas: hidden >= runtime.blasFrom && batch > 1,
    singleRow: batch === 1 && alone,
    threads,
    parts: divides ? threads : 1,
    unitMask: attributes.ranks ? placesOf(Math.ceil(hidden / threads)) - 1 : 3,
  };
}

/**
 * Number of places in scratch for a thread's units, and for those in the same group of four as its first or
 * last one.
 */
function placesOf(units: number): number {
  return 2 ** Math.ceil(Math.log2(units + 6));
}

/**
 * Number of elements that are summed over processes (`assembly/memory/ranks.ts`), in double precision, of each
 * unit or of each step.
 */
export function sharedLength({ hidden, packed }: CallSizes, { ranks }: BnLstmAttributes): number {
  return ranks ? 2 * Math.max(16 * hidden, 2 * packed.steps) : 0;
}

/** `value` rounded up to a multiple. */
export function ceilTo(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/**
 * Allocates arrays of four-byte elements one after another in one block; an empty one has the address 0.
 *
 * @param lengths Number of elements of each, by name.
 * @param inUse What is held for the same call.
 * @throws {RangeError} If they do not fit, naming the bytes needed.
 */
export function allocateRegions(
  runtime: Runtime,
  purpose: string,
  lengths: Record<string, number>,
  inUse?: Held,
): Held {
  const entries = Object.entries(lengths);
  const total = entries.reduce((sum, [, length]) => sum + alignBytes(4 * length), 0);
  const block = runtime.allocate(total, purpose, inUse);
  const at: Held["at"] = {};
  let address = block.address;
  for (const [name, length] of entries) {
    at[name] = length > 0 ? address : 0;
    address += alignBytes(4 * length);
  }
  return { block, at };
}

/**
 * Number of four-byte elements in the scratch memory of each thread (assembly/memory/scratch.ts): a mask, 11 rows per
 * unit, coefficients. For a single row, 14 rows of its units.
 */
export function scratchLength({ slot, unitMask, singleRow, hidden, threads }: CallSizes): number {
  if (singleRow) return ceilTo(14 * ceilTo(Math.ceil(hidden / threads), 8), 16);
  return ceilTo((1 + 11 * (unitMask + 1)) * slot + 128, 16);
}

/** A problem in memory, and the jobs run on it. */
export class Call {
  readonly #runtime: Runtime;
  readonly #address: number;
  readonly #threads: number;
  readonly #fields: Record<string, number>;

  /**
   * @param address Where the problem is written.
   * @param fields Its fields; unknown names are ignored.
   * @param threads Number of threads that take part.
   */
  constructor(
    runtime: Runtime,
    address: number,
    fields: Record<string, number>,
    threads: number,
  ) {
    this.#runtime = runtime;
    this.#address = address;
    this.#threads = threads;
    this.#fields = { ...fields };
    this.set({});
  }

  /** Changes fields before the next job. */
  set(fields: ProblemFields): void {
    Object.assign(this.#fields, fields);
    const { buffer } = this.#runtime.memory;
    writeStructure(buffer, this.#address, PROBLEM_FIELDS, this.#fields);
  }

  /** Runs a job on the problem. */
  run(job: Job): void {
    this.#runtime.run(job, this.#address, this.#threads);
  }
}

/** Copies a tensor of tfjs into the kernels' memory. */
export function copyIn(
  runtime: Runtime,
  backend: BackendWasm,
  tensor: TensorInfo,
  address: number,
): void {
  const values = backend.typedArrayFromHeap(tensor) as Float32Array;
  runtime.floats(address, values.length).set(values);
}

/** Copies an array from the kernels' memory into a new tensor of tfjs. */
export function copyOut(
  runtime: Runtime,
  backend: BackendWasm,
  address: number,
  shape: number[],
): TensorInfo {
  const tensor = backend.makeOutput(shape, "float32");
  const values = backend.typedArrayFromHeap(tensor);
  if (values.length > 0) values.set(runtime.floats(address, values.length));
  return tensor;
}
