import type { Measurement } from "./settings.ts";
import type { Outcome } from "../implementations/computation.ts";

/** What the suite asks an implementation's process: a line of JSON on its standard input. */
export type Request =
  /** Load everything that the numbers do not matter to. */
  | { do: "load" }
  /** Make ready; `timeSteps` cuts the sequences short. */
  | { do: "prepare"; workload: string; measurement: Measurement; timeSteps?: number }
  /** Run once (streaming: all steps), and tell what came out. */
  | { do: "verify" }
  /** Run so many times in a row, and tell how long that took. */
  | { do: "time"; runs: number };

/** What the process answers: a line of JSON after `ANSWER_MARK` on its standard output. */
export type Answer =
  | { name: string }
  | Record<PropertyKey, never>
  | Outcome
  | { milliseconds: number }
  /** The implementation cannot take part on this machine. */
  | { absent: string }
  /** It went wrong. */
  | { error: string };

/** Tells answers from what libraries print. */
export const ANSWER_MARK = "@bench ";
