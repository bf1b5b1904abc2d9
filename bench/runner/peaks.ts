import type { ImplementationProgram } from "./implementation_process.ts";

/** A peak that is measured in every run: 128-bit FMA in WebAssembly, and the system's BLAS. */
export type PeakName = `${"wasm" | "blas"}, ${"1 thread" | "all threads"}`;

/** Threads of implementations that use all they can. */
export const CORES = navigator.hardwareConcurrency;

/** How each peak is measured. */
export const PEAKS: Readonly<Record<PeakName, ImplementationProgram>> = {
  "wasm, 1 thread": wasmPeak(1),
  "wasm, all threads": wasmPeak(CORES),
  "blas, 1 thread": blasPeak(1),
  "blas, all threads": blasPeak(CORES),
};

function wasmPeak(threads: number): ImplementationProgram {
  return { module: "wasm_peak.ts", options: { threads } };
}

function blasPeak(threads: number): ImplementationProgram {
  return { module: "blas_peak.py", options: { threads }, env: threadVariables(threads) };
}

/** The peak of a kind on so many threads. Default: all of them. */
export function peakOf(kind: "wasm" | "blas", threads?: number): PeakName {
  return `${kind}, ${threads === 1 ? "1 thread" : "all threads"}`;
}

/** What libraries that make threads before they are asked are told. */
export function threadVariables(threads: number): Record<string, string> {
  return { OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
}
