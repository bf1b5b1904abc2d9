/**
 * How the backend wasm uses this machine. This is no part of a run's configuration; what can change the last
 * bits of a result is noted in the session.
 */
export interface MachineOptions {
  /** Threads; as many as there are cores when absent. */
  threads?: number;
  /** Time steps whose residuals are in memory at a time; all when absent. */
  recompute?: number;
  /** Whether large layers are multiplied by a BLAS of the system. */
  blas?: boolean;
}
