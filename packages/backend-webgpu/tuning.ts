/** Kinds of adapters that need different launch shapes. */
export type AdapterClass = "fallback" | "integrated" | "discrete";

/** Launch shapes of the kernels. They are data, not code, so that each machine may have its own. */
export interface Tuning {
  /** Number of threads in a workgroup of the time-step kernels: a power of two. */
  workgroupSize: number;
  /**
   * Number of hidden units, with all four gates, that such a workgroup computes: a power of two of at least 4.
   */
  units: number;
  /** Number of batch rows that one of its threads multiplies at a time. */
  rowsPerThread: number;
  /**
   * Number of rows, and of columns, that a workgroup of a matrix product computes, with one thread per 4 x 4
   * elements.
   */
  tile: number;
}

/**
 * Launch shapes to use before anything is measured. Those for hardware are derived from its limits; on an NVIDIA
 * H200 `tune` found none faster than those of discrete adapters for sequential MNIST.
 */
export const TUNINGS: Readonly<Record<AdapterClass, Readonly<Tuning>>> = {
  fallback: { workgroupSize: 32, units: 4, rowsPerThread: 4, tile: 32 },
  integrated: { workgroupSize: 128, units: 4, rowsPerThread: 2, tile: 32 },
  discrete: { workgroupSize: 256, units: 4, rowsPerThread: 1, tile: 64 },
};
