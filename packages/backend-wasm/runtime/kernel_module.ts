import type { Multiply } from "./blas_multiply.ts";
import { fitMemory } from "./fit_memory.ts";
import { FUSED_BYTES, PACKED_KERNELS } from "./kernel_binaries.ts";

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
  settlePopulation: 11,
  forwardRow: 12,
  forwardParts: 13,
} as const;

/** The name of a job. */
export type Job = keyof typeof JOBS;

/** Number of bytes that `writeConstants` writes. */
export const CONSTANTS_BYTES = 12 * 16;

/** The kernels as they run in this runtime. */
export interface KernelBinary {
  /** The WebAssembly module. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether multiply-adds are fused. */
  fused: boolean;
}

/** The two builds of the kernels, as they were compiled. */
export interface KernelBuilds {
  /** With fused multiply-adds, for runtimes that have relaxed SIMD. */
  fused: Uint8Array;
  /** With separate products and sums. */
  separate: Uint8Array;
}

/** Unpacks the embedded builds. */
export async function kernelBuilds(): Promise<KernelBuilds> {
  const packed = Uint8Array.from(atob(PACKED_KERNELS), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const both = new Uint8Array(await new Response(stream).arrayBuffer());
  return { fused: both.subarray(0, FUSED_BYTES), separate: both.subarray(FUSED_BYTES) };
}

/**
 * Chooses a build and fits it to a memory. Where the runtime has relaxed SIMD it is the one with fused
 * multiply-adds, which makes a training step a quarter faster.
 *
 * @param builds The builds to choose from.
 * @param memory The memory it will run on.
 * @param shared Whether that memory is shared between threads.
 * @param fuse Whether fused multiply-adds are wanted.
 */
export function kernelBinary(
  { fused, separate }: KernelBuilds,
  memory: WebAssembly.Memory,
  shared: boolean,
  fuse: boolean,
): KernelBinary {
  const pages = memory.buffer.byteLength / PAGE_BYTES;
  const bytes = fitMemory(fused, pages, shared);
  if (fuse && WebAssembly.validate(bytes)) return { bytes, fused: true };
  return { bytes: fitMemory(separate, pages, shared), fused: false };
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
