import type { Measurement } from "../runner/settings.ts";
import type { Workload } from "../runner/workload.ts";

/** What a run has computed, to be compared before anything is timed. */
export interface Outcome {
  /** Mean square of the last h, or of every h; absent from peaks. */
  loss?: number;
  /** Root of the sum of squares of the gradients of all parameters; training only. */
  gradientNorm?: number;
  /** Floating-point operations of a run; peaks only. */
  flops?: number;
}

/**
 * One way to compute what is measured. The process of the implementation calls `prepare` once a measurement, and
 * then `run` and `synchronize` by turns with the clock running.
 *
 * @typeParam Result What a run leaves behind.
 */
export interface Computation<Result = unknown> {
  /** What runs, with its version. */
  name: string;
  /** Makes everything ready that a user would make ready once: weights, sessions, compiled code. */
  prepare(workload: Workload, measurement: Measurement): Promise<void> | void;
  /** One training step, one inference pass, or one streaming step; may return before it is computed. */
  run(): Result | Promise<Result>;
  /** Waits until the results are there. */
  synchronize(result: Result): Promise<void> | void;
  /** Reads what a run has computed. */
  outcome(result: Result): Promise<Outcome> | Outcome;
  /** Frees what a run has left. */
  release?(result: Result): void;
}

/** The implementation cannot take part on this machine. */
export class AbsentError extends Error {
  override name = "AbsentError";
}
