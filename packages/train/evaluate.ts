import type { ModelStatistics } from "@bnlstm/core";
import type { SequenceDataset } from "@bnlstm/data";
import type { PassOptions } from "./pass_options.ts";
import type { SequenceClassifier } from "./sequence_classifier.ts";

/** How well a model does on a data set. */
export interface Evaluation {
  /** Mean cross-entropy, in nats. */
  loss: number;
  /** Part that was classified correctly, 0 … 1. */
  accuracy: number;
}

/**
 * Evaluates a model on a whole data set with population statistics (rule R3).
 *
 * @param classifier The model.
 * @param dataset What it is evaluated on, to the last sequence.
 * @param statistics Population statistics of the model.
 * @param options Batch size, progress and abortion.
 * @throws The reason of the signal, if it is aborted.
 */
export function evaluate(
  _classifier: SequenceClassifier,
  _dataset: SequenceDataset,
  _statistics: ModelStatistics,
  _options: PassOptions,
): Promise<Evaluation> {
  throw new Error("to be written");
}
