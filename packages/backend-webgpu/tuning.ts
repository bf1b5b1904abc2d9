/** Kinds of adapter that want different launch shapes. */
export type AdapterClass = "fallback" | "integrated" | "discrete";

/** Launch shapes of the kernels: data, not code, so that a machine may have its own. */
export interface Tuning {
  /** Threads of a workgroup of the time-step kernels: a power of two. */
  workgroupSize: number;
  /** Hidden units such a workgroup owns, all four gates of each: a power of two from 4. */
  units: number;
  /** Batch rows a thread of it multiplies at a time. */
  rowsPerThread: number;
  /** Rows and columns a workgroup of a matrix product computes, with one thread for each 4 x 4. */
  tile: number;
}

/** Launch shapes where nothing has been measured; those of hardware follow from its limits alone. */
export const TUNINGS: Readonly<Record<AdapterClass, Readonly<Tuning>>> = {
  fallback: { workgroupSize: 32, units: 4, rowsPerThread: 4, tile: 32 },
  integrated: { workgroupSize: 128, units: 4, rowsPerThread: 2, tile: 32 },
  discrete: { workgroupSize: 256, units: 4, rowsPerThread: 1, tile: 64 },
};
