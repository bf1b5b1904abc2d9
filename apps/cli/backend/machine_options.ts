import type { Tuning } from "./webgpu/profile.ts";

/**
 * How a backend uses this machine. This is not part of a run's configuration; what can change the last
 * bits of a result is noted in the session.
 */
export interface MachineOptions {
  /** wasm: threads. Default: as many as there are cores. */
  threads?: number;
  /** wasm: time steps whose residuals are in memory at a time. Default: all. */
  recompute?: number;
  /** wasm: whether large layers are multiplied by a BLAS of the system. */
  blas?: boolean;
  /** webgpu: launch shapes that a run was begun with. Default: those of this machine. */
  tuning?: Tuning;
}
