import type { ModelStatistics } from "@bnlstm/core";
import {
  type Checkpoint,
  estimatePopulation,
  evaluate,
  type Evaluation,
  restoreModel,
  type Split,
  type TaskData,
} from "@bnlstm/train";

/**
 * Statistics to normalise with: a pass over the training set, exact or as the paper does it, or the
 * moving average kept while training.
 */
export type StatisticsSource = "pooled" | "average" | "moving-average";

/** How a checkpoint is evaluated. */
export interface EvaluateCheckpointOptions {
  /** Part of the data. */
  split: Split;
  /** Statistics to normalise with; the plain LSTM needs none. */
  source: StatisticsSource;
  /** Called with what is going on, batches done and the number of all. */
  progress: (label: string, done: number, total: number) => void;
  /** Ends it early, with an error. */
  signal?: AbortSignal;
}

/** How well a checkpoint does, and with which statistics. */
export interface CheckpointEvaluation extends Evaluation {
  /** The statistics it was normalised with. */
  statistics: ModelStatistics;
}

/** Evaluates a checkpoint. Statistics that it holds already are not estimated again. */
export async function evaluateCheckpoint(
  checkpoint: Checkpoint,
  data: TaskData<unknown>,
  { split, source, progress, signal }: EvaluateCheckpointOptions,
): Promise<CheckpointEvaluation> {
  const { config, population } = checkpoint;
  const model = restoreModel(checkpoint);
  try {
    const stored = Object.values(population ?? {})[0]?.estimator;
    const statistics = config.model.normalization === "none" || source === "moving-average"
      ? checkpoint.statistics
      : stored === source
      ? population!
      : await estimatePopulation(
        model,
        data,
        { ...config, statistics: { ...config.statistics, population: source } },
        { signal, progress: (...counts) => progress("statistics", ...counts) },
      );
    const pass = data.pass(split, config.training.evaluationBatchSize);
    const evaluation = await evaluate(model, pass, statistics, {
      signal,
      progress: (...counts) => progress(split, ...counts),
    });
    return { ...evaluation, statistics };
  } finally {
    model.dispose();
  }
}
