import * as z from "zod";
import { seedSchema } from "./data_config.ts";

/** How long a run is, and what it does along the way. */
export interface TrainingConfig {
  /** B: rows of a training batch. */
  batchSize: number;
  /** Total number of updates. */
  steps: number;
  /** Steps between two lines of the log. */
  logEvery: number;
  /** Steps between two evaluations on the validation set. */
  evaluateEvery: number;
  /** Rows of an evaluation batch. */
  evaluationBatchSize: number;
  /** Steps between two checkpoints. */
  checkpointEvery: number;
  /** Number of numbered checkpoints that are kept in addition to the last and the best. */
  keepCheckpoints: number;
  /** Number of evaluations without improvement after which training stops; 0 for never. */
  patience: number;
  /** Seed of everything random: initial parameters, order of the data, noise. */
  seed: number;
}

/** Schema of {@linkcode TrainingConfig}, with defaults and help texts. */
export const trainingConfigSchema: z.ZodType<TrainingConfig> = z.strictObject({
  batchSize: z.int().min(1).default(64).describe("sequences in a training batch"),
  steps: z.int().min(1).default(1500).describe("total number of updates"),
  logEvery: z.int().min(1).default(10).describe("steps between two lines of the log"),
  evaluateEvery: z.int().min(1).default(100).describe("steps between two evaluations"),
  evaluationBatchSize: z.int().min(1).default(500).describe("sequences in an evaluation batch"),
  checkpointEvery: z.int().min(1).default(100).describe("steps between two checkpoints"),
  keepCheckpoints: z.int().min(0).default(0)
    .describe("numbered checkpoints kept besides the last and the best"),
  patience: z.int().min(0).default(0)
    .describe("evaluations without improvement before training stops, 0: never"),
  seed: seedSchema.default(1).describe("seed of parameters, data order and noise"),
});
