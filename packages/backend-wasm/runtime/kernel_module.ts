import type { Multiply } from "./blas_multiply.ts";
import { fitMemory } from "./fit_memory.ts";
import { KERNEL_BINARIES } from "./kernel_binaries.ts";

/** Bytes of a page of WebAssembly memory. */
export const PAGE_BYTES = 65536;

/** What `assembly/kernels.ts` exports. */
export interface KernelExports {
  /** Runs a job on all threads. */
  run(pool: number, job: number, problem: number, threads: number): void;
  /** Serves jobs until told to stop. */
  serve(pool: number, thread: number, threads: number): void;
  /** Writes the constants of the vector mathematics. */
  writeConstants(address: number): void;
}

/** The jobs and their numbers in `assembly/kernels.ts`. */
export const JOBS = {
  stop: 0,
  packWeights: 1,
  packForward: 2,
  measureX: 3,
  prepareSequence: 4,
  keepHiddenRows: 5,
  forwardSteps: 6,
  packBackward: 7,
  backwardSteps: 8,
  backwardSequence: 9,
  finishBackward: 10,
} as const;

/** The name of a job. */
export type Job = keyof typeof JOBS;

/** Number of bytes that `writeConstants` writes. */
export const CONSTANTS_BYTES = 15 * 16;

/** The kernels as they run in this runtime. */
export interface KernelBinary {
  /** The WebAssembly module. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether multiply-adds are fused. */
  fused: boolean;
}

/**
 * Chooses a build and fits it to a memory. Where the runtime has relaxed SIMD it is the one with fused
 * multiply-adds, which makes a training step a quarter faster.
 *
 * @param memory The memory it will run on.
 * @param shared Whether that memory is shared between threads.
 * @param fuse Whether fused multiply-adds are wanted.
 * @param build Another build with fused multiply-adds (`bench/micro/wasm_phases.ts`).
 */
export function kernelBinary(
  memory: WebAssembly.Memory,
  shared: boolean,
  fuse: boolean,
  build: Uint8Array = decodeBase64(KERNEL_BINARIES.fused),
): KernelBinary {
  const pages = memory.buffer.byteLength / PAGE_BYTES;
  const bytes = fitMemory(build, pages, shared);
  if (fuse && WebAssembly.validate(bytes)) return { bytes, fused: true };
  const separate = decodeBase64(KERNEL_BINARIES.separate);
  return { bytes: fitMemory(separate, pages, shared), fused: false };
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * Creates an instance of the kernels on a memory, with a native BLAS if there is one.
 *
 * @param sum Sums double-precision numbers over the processes among which a batch is divided.
 */
export async function instantiateKernels(
  bytes: Uint8Array<ArrayBuffer>,
  memory: WebAssembly.Memory,
  multiply: Multiply = () => {},
  sum: (address: number, count: number) => void = () => {},
): Promise<KernelExports> {
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { memory, now: () => performance.now() },
    blas: { multiply },
    ranks: { sum },
  });
  return instance.exports as unknown as KernelExports;
}
