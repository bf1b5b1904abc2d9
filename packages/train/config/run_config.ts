import * as z from "zod";
import { type DataConfigs, dataConfigSchemas, TASK_NAMES, type TaskName } from "./data_config.ts";
import { type ModelConfigs, modelConfigSchemas } from "./model_config.ts";
import { type OptimizerConfig, optimizerConfigSchema } from "./optimizer_config.ts";
import { type StatisticsConfig, statisticsConfigSchema } from "./statistics_config.ts";
import { TASK_DEFAULTS } from "./_task_defaults.ts";
import { type TrainingConfig, trainingConfigSchema } from "./training_config.ts";

export { TASK_NAMES, type TaskName };

/** Everything the result of a run depends on. It is stored in every checkpoint. */
export interface RunConfig<Name extends TaskName = TaskName> {
  /** What is learned. */
  task: Name;
  /** Name of the tfjs backend to compute with; `auto` for the current one. */
  backend: string;
  /** Which sequences are seen. */
  data: DataConfigs[Name];
  /** What is trained. */
  model: ModelConfigs[Name];
  /** How gradients become updates. */
  optimizer: OptimizerConfig;
  /** How long the run is, and what it does along the way. */
  training: TrainingConfig;
  /** How population statistics are estimated. */
  statistics: StatisticsConfig;
}

/** Replaces defaults of a schema. */
function withDefaults<T>(schema: z.ZodType<T>, defaults: Partial<T> = {}): z.ZodObject {
  const object = schema as unknown as z.ZodObject<Record<string, z.ZodDefault<z.ZodType>>>;
  const changed = Object.entries(defaults).map(([key, value]) => {
    const field = object.shape[key];
    return [key, field.unwrap().default(value).describe(field.description!)];
  });
  return object.extend(Object.fromEntries(changed));
}

function schemaOf<Name extends TaskName>(name: Name) {
  const { data, model, optimizer, training, statistics } = TASK_DEFAULTS[name];
  return z.strictObject({
    task: z.literal(name).default(name).describe("what is learned"),
    backend: z.string().min(1).default("auto").describe("tfjs backend to compute with"),
    data: withDefaults(dataConfigSchemas[name], data).prefault({})
      .describe("which sequences are seen"),
    model: withDefaults(modelConfigSchemas[name], model).prefault({}).describe("what is trained"),
    optimizer: withDefaults(optimizerConfigSchema, optimizer).prefault({})
      .describe("how gradients become updates"),
    training: withDefaults(trainingConfigSchema, training).prefault({})
      .describe("how long the run is"),
    statistics: withDefaults(statisticsConfigSchema, statistics).prefault({})
      .describe("how population statistics are estimated"),
  });
}

/** Schema of the configuration of each task. */
export const taskConfigSchemas: { [Name in TaskName]: z.ZodType<RunConfig<Name>> } = Object
  .fromEntries(TASK_NAMES.map((name) => [name, schemaOf(name)])) as never;

/**
 * Schema of {@linkcode RunConfig}: types, ranges, defaults and help texts. Missing settings get the default of
 * their task, and keys that the task does not know are refused.
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
      ? { ...given, task: TASK_NAMES[0] }
      : given,
  z.discriminatedUnion("task", Object.values(taskConfigSchemas) as never),
);
