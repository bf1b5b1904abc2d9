import type { ModelStatistics } from "@bnlstm/core";
import {
  type Checkpoint,
  estimatePopulation,
  type PassOptions,
  type TaskData,
  type TaskModel,
} from "@bnlstm/train";
import { InputError } from "../input_error.ts";

/**
 * Statistics to normalize with: from a pass over the training set, exact or as in the paper, or the moving
 * average from training.
 */
export type StatisticsSource = "pooled" | "average" | "moving-average";

/** The population statistics of a checkpoint. Those that it already has are not estimated again. */
export async function populationStatistics(
  { config, population, statistics }: Checkpoint,
  model: TaskModel<unknown>,
  data: TaskData<unknown>,
  source: StatisticsSource,
  options: PassOptions,
): Promise<ModelStatistics> {
  // The plain LSTM needs none.
  if (config.model.normalization === "none" || source === "moving-average") return statistics;
  if (Object.values(population ?? {})[0]?.estimator === source) return population!;
  const wanted = { ...config, statistics: { ...config.statistics, population: source } };
  return await estimatePopulation(model, data, wanted, options);
}

/**
 * A checkpoint that has the requested statistics for its population, where the training set is not read.
 *
 * @param source Which. Default: those of its pass over the training set, else the moving average.
 * @throws {InputError} If it does not have them.
 */
export function withStatistics(
  checkpoint: Checkpoint,
  source: StatisticsSource | undefined,
): Checkpoint {
  const { config, population } = checkpoint;
  if (source === undefined || config.model.normalization === "none") return checkpoint;
  if (source === "moving-average") return { ...checkpoint, population: undefined };
  if (Object.values(population ?? {})[0]?.estimator === source) return checkpoint;
  throw new InputError(
    `Cannot use --statistics ${source} with --data: the checkpoint has none, and the training set is not read`,
  );
}
