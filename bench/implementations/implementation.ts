import type { ImplementationProgram } from "../runner/implementation_process.ts";
import type { PeakName } from "../runner/peaks.ts";
import type { Measurement } from "../runner/settings.ts";

/** An implementation that is timed: a computation with its options, run in a process of its own. */
export interface Implementation extends ImplementationProgram {
  /** What the command line and the tables call it. */
  name: string;
  /** What it computes: an LSTM with batch normalization at every site, or at none. */
  model: "bn" | "plain";
  /** What it can do. */
  measurements: readonly Measurement[];
  /** The measured peak its speed is a share of. */
  peak: PeakName;
  /** Hidden units below which it does the same as another, and takes no part. */
  fewestUnits?: number;
}
