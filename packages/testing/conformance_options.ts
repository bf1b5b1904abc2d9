import type { Implementation } from "@bnlstm/core";
import type { Tolerance } from "./assert_close.ts";
import type { RankOfBatch } from "./spread_rows.ts";

/** What is put to the test. */
export interface ConformanceOptions {
  /** Name of the tfjs backend. */
  backend: string;
  /** Which code must run on it. */
  implementation: Exclude<Implementation, "auto">;
  /** How far outputs and statistics may lie from the float64 reference. */
  outputs: Tolerance;
  /** How far gradients may. */
  gradients: Tolerance;
  /** Makes the backend ready; `tf.setBackend` follows. */
  prepare?: () => Promise<void>;
  /** Number of small cases drawn. Default: 100. */
  runs?: number;
  /** This process among those that share each batch; every one of them runs the suite. */
  ranks?: RankOfBatch;
}
