import { digits } from "../digits/about.tsx";
import { rounded } from "../../client/statistics_over_time.ts";
import { recordCheckpoint } from "../record_runs.ts";
import { type CheckpointReport, reportCheckpoint } from "./report_checkpoint.ts";

/** A BN-LSTM that has begun to read digits. */
export async function record(): Promise<CheckpointReport> {
  const report = reportCheckpoint(await recordCheckpoint(digits, {}, 200));
  return { ...report, statistics: rounded(report.statistics, 3) };
}
