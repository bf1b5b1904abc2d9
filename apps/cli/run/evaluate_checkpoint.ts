import type { ModelStatistics } from "@bnlstm/core";
import {
  type Checkpoint,
  estimatePopulation,
  evaluate,
  type Evaluation,
  SequenceClassifier,
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
  split: keyof TaskData;
  /** Statistics to normalise with; the plain LSTM needs none. */
  source: StatisticsSource;
  /** Called with what is going on, sequences done and the number of all. */
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
  data: TaskData,
  { split, source, progress, signal }: EvaluateCheckpointOptions,
): Promise<CheckpointEvaluation> {
  const { config, population } = checkpoint;
  const { batchSize, evaluationBatchSize } = config.training;
  const classifier = SequenceClassifier.restore(checkpoint);
  try {
    const stored = Object.values(population ?? {})[0]?.estimator;
    const statistics = config.model.normalization === "none" || source === "moving-average"
      ? checkpoint.statistics
      : stored === source
      ? population!
      : await estimatePopulation(
        classifier,
        data.train,
        { ...config, statistics: { ...config.statistics, population: source } },
        { batchSize, signal, progress: (...counts) => progress("statistics", ...counts) },
      );
    const evaluation = await evaluate(classifier, data[split], statistics, {
      batchSize: evaluationBatchSize,
      signal,
      progress: (...counts) => progress(split, ...counts),
    });
    return { ...evaluation, statistics };
  } finally {
    classifier.dispose();
  }
}
