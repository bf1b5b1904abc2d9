import { freeAbandonedGradient, InvalidRangeError, InvalidTypeError } from "@bnlstm/core";
import { findBlas } from "./find_blas.ts";
import { registerKernels } from "./kernels/register_kernels.ts";
import { registerUnsortedSegmentSum } from "./kernels/unsorted_segment_sum.ts";
import { Runtime } from "./runtime/runtime.ts";

/** How the fused kernels run. */
export interface WasmOptions {
  /** Number of threads, including the calling one. Default: as many as the machine has cores. */
  threads?: number;
  /**
   * Number of steps whose residuals are in memory at a time. The backward pass then runs each such window of
   * steps forward again, which takes a third more time, but memory no longer grows with the whole length of the
   * sequences. Default: all steps at once.
   */
  recompute?: number;
  /**
   * Whether a BLAS of the system computes the matrix products of all but very small layers; it may use wider
   * vectors than WebAssembly. Only in Deno, with `--allow-ffi`; `findBlas` returns which library it is. Results
   * differ in the last bits from those without it. Default: false.
   */
  blas?: boolean;
  /**
   * Largest number of bytes of memory to use, up to 4 GiB. Only what is used is taken from the system. Default:
   * 4 GiB.
   */
  memoryBytes?: number;
}

/** What `setupWasm` has set up. */
export interface WasmSetup {
  /** Number of threads that run, including the calling one. */
  readonly threads: number;
  /** The BLAS in use, if one was asked for. */
  readonly blas?: string;
  /** Whether multiply-adds are fused (relaxed SIMD). */
  readonly fusedMultiplyAdd: boolean;
  /**
   * Bytes of the kernels' memory in use. After a backward pass it is the same as before the forward pass.
   * Packed weights and prepared statistics of an inference stay until tfjs frees the tensors they come from, or
   * the memory is needed.
   */
  readonly usedBytes: number;
}

/** The largest value of each option that is a number; more threads than that are a mistake. */
const MOST: Readonly<Record<string, number>> = {
  threads: 1024,
  recompute: Number.MAX_SAFE_INTEGER,
  memoryBytes: 2 ** 32,
};

let current: Runtime | undefined;

/**
 * Registers the fused BN-LSTM kernels for tfjs's `wasm` backend and starts their threads. It also adds the
 * gradient of `tf.gather`, which the backend lacks, so that embeddings can be trained.
 *
 * Several threads need shared memory, which browsers grant only to pages that are cross-origin isolated
 * (headers `Cross-Origin-Opener-Policy: same-origin` and `Cross-Origin-Embedder-Policy: require-corp`). On
 * other pages the kernels run on one thread; `threads` of the result says how many there are. Until the
 * returned promise resolves, tfjs's own ops do the work.
 *
 * Calling it again replaces the kernels; no backward pass may be pending then.
 *
 * @example
 * ```ts
 * import { setupWasm } from "@bnlstm/backend-wasm";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * const { threads } = await setupWasm({ threads: 2 });
 * await tf.setBackend("wasm");
 * console.log(`BN-LSTM on ${threads} threads`);
 * ```
 *
 * @throws {TypeError} If an option is unknown or of the wrong type.
 * @throws {RangeError} If an option is out of range.
 * @throws {Error} If `blas` is true and none can be used.
 */
export async function setupWasm(options: WasmOptions = {}): Promise<WasmSetup> {
  checkOptions(options);
  const wanted = options.threads ?? globalThis.navigator?.hardwareConcurrency ?? 1;
  // Browsers tell whether they grant shared memory; other runtimes always do.
  const shared = wanted > 1 && globalThis.crossOriginIsolated !== false;
  const blas = options.blas ? findBlas() : undefined;
  const runtime = await Runtime.start({
    threads: shared ? wanted : 1,
    shared,
    memoryBytes: options.memoryBytes ?? 2 ** 32,
    blas,
  });
  current?.stop();
  current = runtime;
  registerKernels(runtime, options.recompute ?? 0);
  registerUnsortedSegmentSum();
  return {
    threads: runtime.threads,
    blas,
    fusedMultiplyAdd: runtime.fused,
    get usedBytes() {
      freeAbandonedGradient();
      return runtime.allocator.usedBytes;
    },
  };
}

function checkOptions(options: WasmOptions): void {
  const attempt = "set up the WASM kernels";
  if (typeof options !== "object" || options === null) {
    throw new InvalidTypeError(`Cannot ${attempt}: options must be an object, got ${options}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(MOST, name) && name !== "blas") {
      throw new InvalidTypeError(`Cannot ${attempt}: unknown option ${name}`);
    }
    if (value === undefined) continue;
    const got = typeof value === "object" ? "an object" : String(value);
    if (name === "blas") {
      if (typeof value === "boolean") continue;
      throw new InvalidTypeError(`Cannot ${attempt}: blas must be true or false, got ${got}`);
    }
    if (!Number.isInteger(value)) {
      throw new InvalidTypeError(`Cannot ${attempt}: ${name} must be a whole number, got ${got}`);
    }
    if (value < 1 || value > MOST[name]) {
      throw new InvalidRangeError(
        `Cannot ${attempt}: ${name} must be from 1 to ${MOST[name]}, got ${got}`,
      );
    }
  }
}
