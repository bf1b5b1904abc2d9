import { assignArrays } from "./named_arrays.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { TaskModel } from "../models/task_model.ts";
import { TASKS } from "../tasks/tasks.ts";

/**
 * Creates the model of a checkpoint, with its parameters.
 *
 * @throws {TypeError} If names or shapes of parameters are not those of the configured model.
 */
export function restoreModel(
  { config, data, parameters }: Pick<Checkpoint, "config" | "data" | "parameters">,
): TaskModel<unknown> {
  const model = TASKS[config.task].createModel(config, data);
  assignArrays(model.parameters, parameters, "parameter");
  return model;
}
