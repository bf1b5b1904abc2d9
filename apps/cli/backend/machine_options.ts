import type { Tuning } from "./webgpu/profile.ts";

/**
 * How a backend uses this machine. This is not part of a run's configuration; what can change the last bits of
 * a result is recorded in the session.
 */
export interface MachineOptions {
  /** wasm: threads. Default: as many as there are cores. */
  threads?: number;
  /** wasm: number of time steps whose residuals are in memory at a time. Default: all. */
  recompute?: number;
  /** wasm: whether a BLAS of the system computes the products of large layers. */
  blas?: boolean;
  /** webgpu: launch shapes with which a run was begun. Default: those of this machine. */
  tuning?: Tuning;
}
