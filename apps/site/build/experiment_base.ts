import { CONFIG_FIELDS } from "../../cli/config/config_fields.ts";
import { taskConfigSchemas, type TaskName } from "@bnlstm/train/config";
import type { Experiment, Field, Settings } from "../client/experiment.ts";

/**
 * What a demo's settings are when its link names none, beside what the command's are: the defaults of its task.
 *
 * @param tasks The tasks of the demo; the first is the default; none where nothing is trained.
 * @param overrides What the demo does otherwise, by `table.key`.
 */
export function experimentBase(
  tasks: readonly TaskName[],
  overrides: Settings,
): Experiment {
  const recipes = Object.fromEntries(tasks.map((task) => [task, recipeSettings(task)]));
  const fields: Record<string, Field> = {};
  for (const { table, key, flag, choices, tasks: having } of CONFIG_FIELDS) {
    if (!tasks.some((task) => having.includes(task))) continue;
    fields[table === undefined ? key : `${table}.${key}`] = { flag, ...choices && { choices } };
  }
  return { task: tasks[0] ?? "", recipes, overrides, fields };
}

function recipeSettings(task: TaskName): Settings {
  const settings: Settings = {};
  for (const [name, value] of Object.entries(taskConfigSchemas[task].parse({}))) {
    if (typeof value !== "object") settings[name] = value as string;
    else {for (const [key, leaf] of Object.entries(value)) {
        settings[`${name}.${key}`] = leaf as string;
      }}
  }
  return settings;
}
