import * as z from "zod";
import { type DataConfigs, dataConfigSchemas } from "./data_config.ts";
import { type ModelConfigs, modelConfigSchemas } from "./model_config.ts";
import { type OptimizerConfig, optimizerConfigSchema } from "./optimizer_config.ts";
import { type StatisticsConfig, statisticsConfigSchema } from "./statistics_config.ts";
import { TASK_NAMES, type TaskName } from "./_task_name.ts";
import { type TrainingConfig, trainingConfigSchema } from "./training_config.ts";

export { TASK_NAMES, type TaskName };

/** Everything the result of a run depends on. It is stored in every checkpoint. */
export interface RunConfig<Name extends TaskName = TaskName> {
  /** What is learned. */
  task: Name;
  /** Name of the tfjs backend that computes. */
  backend: string;
  /** Which sequences are seen. */
  data: DataConfigs[Name];
  /** What is trained. */
  model: ModelConfigs[Name];
  /** How gradients become updates. */
  optimizer: OptimizerConfig;
  /** How long the run is, and what it does on the way. */
  training: TrainingConfig;
  /** How population statistics are estimated. */
  statistics: StatisticsConfig;
}

function schemaOf<Name extends TaskName>(name: Name) {
  return z.strictObject({
    task: z.literal(name).default(name).describe("what is learned"),
    backend: z.string().min(1).default("cpu").describe("tfjs backend that computes"),
    data: dataConfigSchemas[name].prefault({} as never).describe("which sequences are seen"),
    model: modelConfigSchemas[name].prefault({} as never).describe("what is trained"),
    optimizer: optimizerConfigSchema.prefault({}).describe("how gradients become updates"),
    training: trainingConfigSchema.prefault({}).describe("how long the run is"),
    statistics: statisticsConfigSchema.prefault({})
      .describe("how population statistics are estimated"),
  });
}

/** Schema of the configuration of each task. */
export const taskConfigSchemas: { [Name in TaskName]: z.ZodType<RunConfig<Name>> } = Object
  .fromEntries(TASK_NAMES.map((name) => [name, schemaOf(name)])) as never;

/** The task of a run that does not name one. */
const DEFAULT_TASK: TaskName = "sequential-mnist";

/**
 * Schema of {@linkcode RunConfig}: types, ranges, defaults and help texts. What is missing gets the
 * default of its task, and keys that the task does not know are refused.
 *
 * @example
 * ```ts
 * import { runConfigSchema } from "@bnlstm/train";
 *
 * const config = runConfigSchema.parse({ model: { hiddenSize: 50 } });
 * console.log(config.model.hiddenSize, config.training.batchSize); // 50 64
 * ```
 */
export const runConfigSchema: z.ZodType<RunConfig> = z.preprocess(
  (given) =>
    typeof given === "object" && given !== null && !("task" in given)
      ? { ...given, task: DEFAULT_TASK }
      : given,
  z.discriminatedUnion("task", Object.values(taskConfigSchemas) as never),
);
