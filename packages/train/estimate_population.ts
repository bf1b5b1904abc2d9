import type { ModelStatistics } from "@bnlstm/core";
import type { SequenceDataset } from "@bnlstm/data";
import type { PassOptions } from "./pass_options.ts";
import type { RunConfig } from "./run_config.ts";
import type { SequenceClassifier } from "./sequence_classifier.ts";

/**
 * Estimates population statistics by one pass over the training set (rule R5a): every minibatch is
 * normalised with its own statistics, as in training but without noise, and these are combined.
 *
 * @param classifier The model.
 * @param dataset The training set.
 * @param config The estimator, `minCount`, and the seed of the order.
 * @param options Batch size, progress and abortion.
 * @throws The reason of the signal, if it is aborted.
 */
export function estimatePopulation(
  _classifier: SequenceClassifier,
  _dataset: SequenceDataset,
  _config: RunConfig,
  _options: PassOptions,
): Promise<ModelStatistics> {
  throw new Error("to be written");
}
