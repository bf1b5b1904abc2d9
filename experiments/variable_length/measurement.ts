import type { LengthScore } from "./held_out.ts";

/** A training step: its loss, the norm of its gradient before clipping, and the tail of its batch. */
export type MeasuredStep = [loss: number, gradientNorm: number, steps: number, rows: number];

/** What a run of `measure.ts` prints, as one line of JSON. */
export interface Measurement {
  task: string;
  arm: string;
  seed: number;
  /** Settings that were replaced. */
  changes: string[];
  /** Seconds that training took. */
  seconds: number;
  /** Why training ended early; absent where it did not. */
  failure?: string;
  steps: MeasuredStep[];
  /** Held-out texts by length; none after a failure. */
  texts: LengthScore[];
}
