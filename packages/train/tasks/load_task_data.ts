import type { DataSource } from "./data_source.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { TaskData } from "./task_data.ts";
import { TASKS } from "./tasks.ts";

/**
 * Loads the data of a run's task, cut and ordered as its configuration says.
 *
 * @throws {Error} If a file cannot be reached, or is not what its name says.
 */
export function loadTaskData(
  config: RunConfig,
  source: DataSource = {},
): Promise<TaskData<unknown>> {
  return TASKS[config.task].load(config, source);
}
