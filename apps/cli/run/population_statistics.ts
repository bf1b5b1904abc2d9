import type { ModelStatistics } from "@bnlstm/core";
import {
  type Checkpoint,
  estimatePopulation,
  type PassOptions,
  type TaskData,
  type TaskModel,
} from "@bnlstm/train";

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
