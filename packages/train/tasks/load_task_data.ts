import { callable, checker, optional, record, url } from "@bnlstm/data/arguments";
import type { RunConfig } from "../config/run_config.ts";
import { RUN_CONFIG } from "../loop/_rules.ts";
import type { DataSource } from "./data_source.ts";
import type { TaskData } from "./task_data.ts";
import { TASKS } from "./tasks.ts";

/**
 * Loads the data of a run's task, cut and ordered as its configuration says.
 *
 * @throws {Error} If a file cannot be reached, or is not what its name says.
 */
export async function loadTaskData(
  config: RunConfig,
  source: DataSource = {},
): Promise<TaskData<unknown>> {
  check({ config, source });
  return await TASKS[config.task].load(config, source);
}

const check = checker("load data", {
  config: RUN_CONFIG,
  source: record({
    baseUrl: optional(url),
    listFiles: optional(callable),
    openFile: optional(callable),
  }),
});
