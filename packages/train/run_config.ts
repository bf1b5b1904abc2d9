import { z } from "zod";
import { type DataConfig, dataConfigSchema } from "./data_config.ts";
import { type ModelConfig, modelConfigSchema } from "./model_config.ts";
import { type OptimizerConfig, optimizerConfigSchema } from "./optimizer_config.ts";
import { type StatisticsConfig, statisticsConfigSchema } from "./statistics_config.ts";
import { TASK_NAMES, type TaskName } from "./task_name.ts";
import { type TrainingConfig, trainingConfigSchema } from "./training_config.ts";

/** Everything the result of a run depends on. It is stored in every checkpoint. */
export interface RunConfig {
  /** What is learnt. */
  task: TaskName;
  /** Name of the tfjs backend that computes. */
  backend: string;
  /** Which sequences are seen. */
  data: DataConfig;
  /** What is trained. */
  model: ModelConfig;
  /** How gradients become updates. */
  optimizer: OptimizerConfig;
  /** How long the run is, and what it does on the way. */
  training: TrainingConfig;
  /** How population statistics are estimated. */
  statistics: StatisticsConfig;
}

/**
 * Schema of {@linkcode RunConfig}: types, ranges, defaults and help texts. What is missing gets its
 * default, and unknown keys are refused.
 *
 * @example
 * ```ts
 * import { runConfigSchema } from "@bnlstm/train";
 *
 * const config = runConfigSchema.parse({ model: { hiddenSize: 50 } });
 * console.log(config.model.hiddenSize, config.training.batchSize); // 50 64
 * ```
 */
export const runConfigSchema: z.ZodType<RunConfig> = z.strictObject({
  task: z.enum(TASK_NAMES).default("sequential-mnist").describe("what is learnt"),
  backend: z.string().min(1).default("cpu").describe("tfjs backend that computes"),
  data: dataConfigSchema.prefault({}).describe("which sequences are seen"),
  model: modelConfigSchema.prefault({}).describe("what is trained"),
  optimizer: optimizerConfigSchema.prefault({}).describe("how gradients become updates"),
  training: trainingConfigSchema.prefault({}).describe("how long the run is"),
  statistics: statisticsConfigSchema.prefault({})
    .describe("how population statistics are estimated"),
});
