import type { RunConfig } from "@bnlstm/train";
import { basename, join } from "node:path";
import { parse } from "smol-toml";
import { JsonLines } from "../run/json_lines.ts";
import type {
  MetricsRecord,
  StepRecord,
  TestRecord,
  TimingRecord,
  ValidationRecord,
} from "../run/metrics_record.ts";
import { RunFolder } from "../run/run_folder.ts";

/** What a run folder says about the course of a run. */
export interface RunHistory {
  /** Name of the folder. */
  name: string;
  /** Resolved configuration. */
  config: RunConfig;
  /** Logged updates, in order. */
  steps: StepRecord[];
  /** Evaluations on the validation set, in order. */
  validations: ValidationRecord[];
  /** The evaluation that ended the run, if it has ended. */
  test?: TestRecord;
  /** Seconds spent, not counting pauses. */
  seconds: number;
}

/**
 * Reads the history of a run; it may still be going on.
 *
 * @throws {InputError} If this is not the folder of a run.
 */
export async function readRun(path: string): Promise<RunHistory> {
  const folder = await RunFolder.open(path);
  const records = await JsonLines.read<MetricsRecord>(folder.metrics);
  const timing = await JsonLines.read<TimingRecord>(folder.timing);
  return {
    name: basename(path),
    // Written by this program from a validated configuration.
    config: parse(await Deno.readTextFile(join(path, "config.toml"))) as unknown as RunConfig,
    steps: records.filter((record) => record.type === "step"),
    validations: records.filter((record) => record.type === "validation"),
    test: records.find((record) => record.type === "test"),
    seconds: timing.at(-1)?.seconds ?? 0,
  };
}
