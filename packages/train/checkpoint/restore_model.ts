import { checker, fits } from "@bnlstm/data/arguments";
import { checkHeld } from "./_check_sizes.ts";
import { checkpointSchema } from "./_checkpoint_state.ts";
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
  checkpoint: Pick<Checkpoint, "config" | "data" | "parameters">,
): TaskModel<unknown> {
  check({ checkpoint });
  checkHeld(checkpoint, ATTEMPT);
  const { config, data, parameters } = checkpoint;
  const model = TASKS[config.task].createModel(config, data);
  try {
    assignArrays(model.parameters, parameters, "parameter");
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

const ATTEMPT = "restore the model";
const parts = checkpointSchema.pick({ config: true, data: true, parameters: true }).loose();
const check = checker(ATTEMPT, { checkpoint: fits(parts) });
