import { FailureError } from "../failure_error.ts";
import { shellWord } from "../shell_word.ts";
import { WriteError } from "./write_error.ts";

/** A run that could not continue. */
export interface StoppedRun {
  /** Updates that were asked for so far. */
  step: number;
  /** Updates in all. */
  steps: number;
  /** Step of the last checkpoint. */
  savedAt: number;
  /** Path of the folder of the run. */
  folder: string;
}

/**
 * Explains how to continue a run that was stopped by something outside the program: a lost GPU, with the
 * parameters on it, or a full disk.
 *
 * @returns The error to throw: another error is returned unchanged.
 */
export function explainStop(error: unknown, run: StoppedRun): unknown {
  const { step, steps, savedAt, folder } = run;
  const rest = `the last checkpoint is of step ${savedAt}; `;
  const resume = `continue with: bnlstm resume ${shellWord(folder)}`;
  if (error instanceof WriteError) {
    return new FailureError(`${error.message}; ${rest}make room, then ${resume}`, { cause: error });
  }
  // By name: the package of the error is loaded only where it is used.
  if (!(error instanceof Error) || error.name !== "DeviceLostError") return error;
  return new FailureError(
    `Cannot go on at step ${step} of ${steps}: the GPU device was lost; ${rest}${resume}`,
    { cause: error },
  );
}
