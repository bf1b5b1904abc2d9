/** A run whose device may have been lost. */
export interface InterruptedRun {
  /** Updates that were asked for so far. */
  step: number;
  /** Updates in all. */
  steps: number;
  /** Step of the last checkpoint; 0 if there is none. */
  savedAt: number;
  /** Path of the folder of the run. */
  folder: string;
}

/**
 * Says what is left of a run whose GPU is gone: parameters and optimizer state were on it, so the last
 * checkpoint is the newest state there is.
 *
 * @returns Any other error as it is.
 */
export function explainLostDevice(error: unknown, run: InterruptedRun): unknown {
  // By name: the package of the error is loaded only where it is used.
  if (!(error instanceof Error) || error.name !== "DeviceLostError") return error;
  const { step, steps, savedAt, folder } = run;
  const rest = savedAt > 0
    ? `the last checkpoint is of step ${savedAt}; continue with: bnlstm resume ${folder}`
    : "there is no checkpoint yet; start again with: " +
      `bnlstm train --recipe ${folder}/config.toml (a smaller --checkpoint-every saves earlier)`;
  return new Error(
    `Cannot go on at step ${step} of ${steps}: the GPU device was lost; ${rest}`,
    { cause: error },
  );
}
