import { recordRun } from "../record_runs.ts";
import { digits } from "./about.tsx";
import type { RecordedDigits } from "./digits.tsx";
import { PLAIN } from "./plain.ts";

const STEPS = 500;

/** Both models on the demo's own settings. */
export async function record(): Promise<RecordedDigits> {
  const { evaluations: bn } = await recordRun(digits, {}, STEPS);
  const { evaluations: plain } = await recordRun(digits, PLAIN, STEPS);
  return { bn, plain };
}
