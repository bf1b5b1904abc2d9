import { recordRun } from "../record_runs.ts";
import type { RecordedRun } from "../recorded_run.ts";
import { characters } from "./about.tsx";
import { TEXT_FILE } from "./text_file.ts";

/** The demo's own run. */
export function record(): Promise<RecordedRun> {
  return recordRun(characters, {}, 500, { baseUrl: TEXT_FILE });
}
