import type { Tuning } from "./webgpu/profile.ts";

/**
 * How a backend uses this machine. This is no part of a run's configuration; what can change the last
 * bits of a result is noted in the session.
 */
export interface MachineOptions {
  /** wasm: threads; as many as there are cores when absent. */
  threads?: number;
  /** wasm: time steps whose residuals are in memory at a time; all when absent. */
  recompute?: number;
  /** wasm: whether large layers are multiplied by a BLAS of the system. */
  blas?: boolean;
  /** webgpu: launch shapes that a run was begun with; those of this machine when absent. */
  tuning?: Tuning;
}
