import { digits } from "../digits/about.tsx";
import { recordCheckpoint } from "../record_runs.ts";
import { type CheckpointReport, reportCheckpoint } from "./report_checkpoint.ts";

/** A BN-LSTM that has begun to read digits. */
export async function record(): Promise<CheckpointReport> {
  const report = reportCheckpoint(await recordCheckpoint(digits, 200));
  const short = (lines: number[][]) =>
    lines.map((line) => line.map((v) => Number(v.toPrecision(3))));
  const statistics = report.statistics.map((site) => ({
    ...site,
    mean: short(site.mean),
    variance: short(site.variance),
  }));
  return { ...report, statistics };
}
