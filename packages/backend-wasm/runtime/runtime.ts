import type { Ranks } from "@bnlstm/core";
import { blasMultiply } from "./blas_multiply.ts";
import { type Block, BlockAllocator } from "./block_allocator.ts";
import {
  CONSTANTS_BYTES,
  instantiateKernels,
  type Job,
  JOBS,
  kernelBinary,
  kernelBuilds,
  type KernelExports,
  PAGE_BYTES,
} from "./kernel_module.ts";
import { type Held, type HeldPopulation, Holder } from "./holder.ts";
import { startWorker } from "./thread_pool.ts";

/** Bytes of the shared words of the pool and of its barrier, see assembly/kernels.ts. */
const POOL_BYTES = 320;
const BARRIER_OFFSET = 128;

/**
 * The smallest H for which a native BLAS is clearly faster, including its call overhead and the additional
 * synchronization of threads (`bench/micro/wasm_kernels.ts`).
 */
export const BLAS_FROM = 32;

/**
 * Multiply-adds per gate, time step and thread (units times rows times inputs) below which synchronizing
 * threads costs more than it saves. A fixed rule rather than a measurement, so that results do not change from
 * run to run.
 */
const WORK_OF_A_THREAD = 20_000;

/** Options of a runtime. */
export interface RuntimeOptions {
  /** Number of threads, including the calling one. */
  threads: number;
  /** Whether the memory is shared; not needed for one thread. */
  shared: boolean;
  /** Bytes of memory wanted; it may get less. */
  memoryBytes: number;
  /** Whether multiply-adds are fused where possible. Default: true. */
  fuse?: boolean;
  /** A build of the kernels other than the embedded ones. */
  build?: Uint8Array;
  /** The native BLAS to multiply with (`find_blas.ts`). Default: none. */
  blas?: string;
  /** The smallest H for which it is used. */
  blasFrom?: number;
  /** The least work that is worth another thread. */
  workOfAThread?: number;
}

/** The kernels with their memory and threads. */
export class Runtime {
  readonly memory: WebAssembly.Memory;
  readonly allocator: BlockAllocator;
  readonly threads: number;
  /** Whether multiply-adds are fused. */
  readonly fused: boolean;
  /** The smallest H for which a native BLAS is used. */
  readonly blasFrom: number;
  /** Multiply-adds per gate, time step and thread from which all threads take part. */
  readonly workOfAThread: number;
  /** Address of the constants of the vector mathematics. */
  readonly constants: number;
  /** The processes among which the current batch is divided. */
  ranks?: Ranks;
  /** Packed weights of inference. */
  readonly weights: Holder;
  /** Prepared statistics of populations. */
  readonly populations: Holder<HeldPopulation>;
  readonly #exports: KernelExports;
  readonly #pool: number;

  private constructor(
    memory: WebAssembly.Memory,
    exports: KernelExports,
    fused: boolean,
    options: RuntimeOptions,
  ) {
    const { threads, blas, blasFrom = BLAS_FROM, workOfAThread = WORK_OF_A_THREAD } = options;
    this.memory = memory;
    this.workOfAThread = workOfAThread;
    this.threads = threads;
    this.fused = fused;
    this.blasFrom = blas === undefined ? Infinity : blasFrom;
    this.#exports = exports;
    // Address 0 stands for "absent"; the last page is never allocated, so that a vector read at the end of any
    // block stays within the memory.
    this.allocator = new BlockAllocator(64, memory.buffer.byteLength - PAGE_BYTES);
    this.weights = new Holder(this.allocator);
    this.populations = new Holder(this.allocator);
    this.#pool = this.allocator.allocate(POOL_BYTES, "start the WASM kernels").address;
    // Only the main thread of a browser, the one with a document, must not sleep.
    const maySleep = globalThis.document === undefined;
    new Uint32Array(memory.buffer, this.barrier, 2)[1] = Number(maySleep);
    this.constants = this.allocator.allocate(CONSTANTS_BYTES, "start the WASM kernels").address;
    exports.writeConstants(this.constants);
  }

  /** Address of the threads' barrier. */
  get barrier(): number {
    return this.#pool + BARRIER_OFFSET;
  }

  /** Starts the kernels and their threads; resolves when all threads serve. */
  static async start(options: RuntimeOptions): Promise<Runtime> {
    const { threads, shared } = options;
    const memory = createMemory(options.memoryBytes, shared);
    const builds = { ...await kernelBuilds(), ...options.build && { fused: options.build } };
    const { bytes, fused } = kernelBinary(builds, memory, shared, options.fuse ?? true);
    const blas = options.blas === undefined
      ? undefined
      : { path: options.blas, memoryBase: addressOf(memory) };
    const sum = (address: number, count: number) =>
      runtime.ranks!.sum(new Float64Array(memory.buffer, address >>> 0, count));
    const exports = await instantiateKernels(bytes, memory, blas && blasMultiply(blas), sum);
    const runtime: Runtime = new Runtime(memory, exports, fused, options);
    const pool = runtime.#pool;
    await Promise.all(
      Array.from(
        { length: threads - 1 },
        (_, i) => startWorker({ bytes, memory, pool, thread: i + 1, threads, blas }),
      ),
    );
    return runtime;
  }

  /**
   * Runs a job and returns when it is done.
   *
   * @param threads Number of threads: all, or 1 for only the calling one.
   */
  run(job: Job, problem: number, threads: number = this.threads): void {
    this.#exports.run(this.#pool, JOBS[job], problem, threads);
  }

  /** Ends the threads. */
  stop(): void {
    if (this.threads > 1) this.run("stop", 0);
  }

  /** A view of numbers in memory. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /**
   * Allocates a block. If there is no room, what is only held for speed is freed.
   *
   * @param inUse What must stay nevertheless.
   * @throws {RangeError} If no free block is long enough, naming the bytes needed.
   */
  allocate(bytes: number, purpose: string, inUse?: Held): Block {
    if (!this.allocator.fits(bytes)) {
      this.weights.clear(inUse);
      this.populations.clear(inUse);
    }
    return this.allocator.allocate(bytes, purpose);
  }

  /** Frees a block. */
  release(block: Block): void {
    this.allocator.release(block);
  }
}

/** Address of a memory, which never moves, in this process. */
function addressOf(memory: WebAssembly.Memory): number {
  return Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(new Uint8Array(memory.buffer))));
}

/**
 * Creates a memory whose initial size is its maximum. The system maps pages only when they are written, so this
 * takes up address space, not memory. In return no thread can miss that another one has grown it, and V8 checks
 * bounds more cheaply. If so much address space is not available, half as much is tried.
 */
function createMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  let pages = Math.max(2, Math.min(65536, Math.ceil(bytes / PAGE_BYTES)));
  while (true) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    } catch (error) {
      if (!(error instanceof RangeError) || pages < 1024) throw error;
      pages = Math.ceil(pages / 2);
    }
  }
}
