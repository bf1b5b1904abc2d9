import { type RunConfig, TASK_NAMES } from "@bnlstm/train/config";
import type { MachineOptions } from "../backend/machine_options.ts";
import { addMachineOptions } from "./add_machine_options.ts";
import { addRankOptions } from "./add_rank_options.ts";
import { onRanks } from "../ranks/on_ranks.ts";
import type { RankOptions } from "../ranks/rank_options.ts";
import { Argument, type Command, Option } from "commander";
import { stringify } from "smol-toml";
import { CONFIG_FIELDS, type ConfigField } from "../config/config_fields.ts";
import { readRecipe, RECIPES } from "../config/recipes.ts";
import { chosenSettings, resolveConfig } from "../config/resolve_config.ts";

/** Values of the flags of `train` that are not part of the configuration. */
interface TrainFlags extends MachineOptions, RankOptions {
  recipe?: string;
  runDir?: string;
  dataDir?: string;
  tensorboard?: boolean;
  printConfig?: boolean;
}

const TASK = CONFIG_FIELDS.find(({ flag }) => flag === "--task")!;

/** Adds the command `train`. */
export function addTrainCommand(program: Command): void {
  const flags: [Option, ConfigField][] = CONFIG_FIELDS.filter((field) => field !== TASK)
    .map((field) => [configOption(field), field]);
  const command = program.command("train")
    .summary("train a model and evaluate it on the test set")
    .description(
      "Train a model on a task, then evaluate the best checkpoint on the test set with population " +
        "statistics. Settings, metrics and checkpoints are kept in a run folder.",
    )
    .addArgument(
      new Argument("[task]", `${TASK.description} (default: ${TASK.default})`)
        .choices(TASK.choices as string[]),
    )
    .option(
      "--recipe <name|file>",
      `settings from a TOML file, or ${Object.keys(RECIPES).join(", ")}; settings it leaves out ` +
        "have their defaults, and flags override it",
    )
    .option("--run-dir <folder>", "new folder for the run (default: runs/<date and time>)")
    .option(
      "--data-dir <path>",
      "folder with the official files of the task, plain or .gz (default: real data from npm)",
    )
    .option("--tensorboard", "write an event file for TensorBoard into the run's folder")
    .option("--print-config", "print the settings as a recipe instead of training");
  for (const [option] of flags) command.addOption(option);
  addMachineOptions(command, "train");
  addRankOptions(command, true);
  command.addHelpText(
    "after",
    "\nDefaults are those of the first task that has the setting; " +
      "bnlstm train <task>\n--print-config prints those of any task.",
  );
  command.action(async (task: string | undefined, values: TrainFlags & Record<string, unknown>) => {
    const given = new Map<ConfigField, string>();
    if (task !== undefined) given.set(TASK, task);
    for (const [option, field] of flags) {
      const value = values[option.attributeName()];
      if (value !== undefined) given.set(field, value as string);
    }
    const recipe = values.recipe === undefined ? undefined : await readRecipe(values.recipe);
    const config = resolveConfig(recipe, given);
    const chosen = chosenSettings(recipe, given);
    if (values.printConfig) {
      console.log(stringify(await trainedConfig(config, values.dataDir, chosen)));
    } else {
      const { train } = await import("../actions/train.ts");
      await onRanks(values, (ranks) => train(config, { ...values, ranks }, chosen));
    }
  });
}

/** The settings with which a run would be trained: for files of one's own, some follow from the data. */
async function trainedConfig(
  config: RunConfig,
  dataDir: string | undefined,
  chosen: ReadonlySet<string>,
): Promise<RunConfig> {
  if (!("trainFile" in config.data)) return config;
  const { suggestedConfig } = await import("../run/suggested_config.ts");
  return (await suggestedConfig(config, dataDir, chosen)).config;
}

/** The flag of a setting. Its default is only shown, not applied, since a recipe may have another. */
function configOption(field: ConfigField): Option {
  const everywhere = field.tasks.length === TASK_NAMES.length;
  const notes = [
    field.choices?.join(", "),
    everywhere ? undefined : `only ${field.tasks.join(", ")}`,
    field.default === "" ? undefined : `default: ${field.default}`,
  ].filter((note) => note !== undefined);
  const option = new Option(
    `${field.flag} <${field.numeric ? "n" : "name"}>`,
    field.description + (notes.length > 0 ? ` (${notes.join("; ")})` : ""),
  );
  if (field.table === undefined) return option;
  return option.helpGroup(`${field.table[0].toUpperCase()}${field.table.slice(1)}:`);
}
