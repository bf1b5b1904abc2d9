import type { PortableModel } from "@bnlstm/convert";
import { encodeCheckpoint, type RunConfig, TrainingRun } from "@bnlstm/train";
import { SoftmaxModel } from "@bnlstm/train/models";
import type { TaskName } from "@bnlstm/train/config";
import { useBackend } from "../backend/use_backend.ts";
import { blameInput, InputError } from "../input_error.ts";
import { CONFIG_FIELDS } from "../config/config_fields.ts";
import { readRecipe } from "../config/recipes.ts";
import { resolveConfig } from "../config/resolve_config.ts";
import { locateData } from "./data_source.ts";
import { RunFolder } from "./run_folder.ts";
import { RunLock } from "./run_lock.ts";

/** Options of {@linkcode startFromModel}. */
export interface StartOptions {
  /** Its folder, which must not exist. */
  runDir: string;
  /** Its task. Default: that of the recipe, or the first one. */
  task?: TaskName;
  /** A recipe with settings other than those of the model. */
  recipe?: string;
  /** Folder with the official files of the task. */
  dataDir?: string;
}

/**
 * Starts a run from a model: creates its folder, with the model as the last and best checkpoint at step 0.
 *
 * @throws {InputError} If the model is not one of the task.
 */
export async function startFromModel(model: PortableModel, options: StartOptions): Promise<void> {
  const { runDir, task, recipe, dataDir } = options;
  const flags = new Map(task ? [[CONFIG_FIELDS.find(({ key }) => key === "task")!, task]] : []);
  const wanted = resolveConfig(recipe ? await readRecipe(recipe) : undefined, flags);
  const backend = await useBackend(wanted.backend);
  const config = { ...withModel(wanted, model), backend: backend.name };
  const { data } = await locateData(config, dataDir);
  const sizes = [
    ["values a step", model.options.inputSize, data.shape.inputSize],
    ["outputs", model.head!.bias.values.length, data.shape.classes],
  ] as const;
  for (const [what, got, expected] of sizes) {
    if (got === expected) continue;
    throw new InputError(
      `Cannot start a run of ${config.task}: the model must have ${expected} ${what}, got ${got}`,
    );
  }
  const run = await blameInput(() => TrainingRun.create(config, data));
  if (!(run.model instanceof SoftmaxModel)) {
    throw new InputError(
      `Cannot start a run of ${config.task}: its model is not an LSTM with a linear layer`,
    );
  }
  const fresh = await run.checkpoint();
  const bytes = await encodeCheckpoint({
    ...fresh,
    parameters: {
      ...model.parameters,
      "head.weight": model.head!.weight,
      "head.bias": model.head!.bias,
    },
    statistics: model.statistics ?? fresh.statistics,
  });
  run.dispose();
  const folder = await RunFolder.create(runDir);
  using _ = await RunLock.take(folder.path);
  await folder.writeConfig(config);
  await folder.writeCheckpoint(bytes, ["best", "last"], 0);
}

/** A configuration for an existing model. */
function withModel(config: RunConfig, { options, head }: PortableModel): RunConfig {
  const { hiddenSize, layers, bidirectional, sites, epsilon, initialState } = options;
  const fail = (state: string) => new InputError(`Cannot start a run of ${config.task}: ${state}`);
  if (head === undefined) throw fail("the model must have a linear layer on top, got none");
  if (bidirectional && !("directions" in config.model)) {
    throw fail("the model must read one way, got both");
  }
  const kinds = [sites.input, sites.hidden, sites.cell];
  const normalized = kinds.some((kind) => kind !== "none");
  if (normalized && kinds.includes("none")) {
    throw fail(
      `the model must be normalized at every site or at none, got ${JSON.stringify(sites)}`,
    );
  }
  return {
    ...config,
    model: {
      ...config.model,
      hiddenSize,
      layers,
      normalization: normalized ? "batch" : "none",
      epsilon,
      initialState,
      ...sites.input !== "none" && { inputStatistics: sites.input },
      ..."directions" in config.model && { directions: bidirectional ? 2 : 1 },
    },
  };
}
