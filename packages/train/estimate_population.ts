import { createModelStatistics, type ModelStatistics, recordStatistics } from "@bnlstm/core";
import { BatchSampler, type SequenceDataset } from "@bnlstm/data";
import { dispose, type TensorContainer } from "@tensorflow/tfjs-core";
import { derivedSeed } from "./_derived_seed.ts";
import { nextTask } from "./_next_task.ts";
import type { PassOptions } from "./pass_options.ts";
import type { RunConfig } from "./run_config.ts";
import type { SequenceClassifier } from "./sequence_classifier.ts";

/**
 * Estimates population statistics by one pass over the training set (rule R5a): every minibatch is
 * normalised with its own statistics, as in training, and these are combined.
 *
 * As in training means with the noise on h_0 too. Where inputs begin constant, as in MNIST, hidden states
 * would differ by next to nothing without it, and their statistics be unlike those the model was trained
 * with.
 *
 * Minibatches are drawn as in training, in a shuffled order and all of the same size: what is over at the
 * end is left out.
 *
 * @param classifier The model.
 * @param dataset The training set.
 * @param config The estimator, `minCount`, and the seed of the order.
 * @param options Batch size, progress and abortion.
 * @throws {RangeError} If the batch size is larger than the training set.
 * @throws The reason of the signal, if it is aborted.
 */
export async function estimatePopulation(
  classifier: SequenceClassifier,
  dataset: SequenceDataset,
  config: RunConfig,
  { batchSize, progress, signal }: PassOptions,
): Promise<ModelStatistics> {
  const { population: estimator, minCount } = config.statistics;
  const { size, timeSteps } = dataset;
  const seed = derivedSeed(config.training.seed, "population");
  const sampler = BatchSampler.create({ size, batchSize, seed });
  let statistics = createModelStatistics(classifier.lstm, { timeSteps, estimator, minCount });
  for (let batches = 0; batches < sampler.batchesPerEpoch; batches++) {
    await nextTask();
    signal?.throwIfAborted();
    const batch = dataset.batch(sampler.nextBatch());
    const output = classifier.classify(batch, {
      mode: "train",
      statistics,
      noiseSeed: derivedSeed(seed, batches),
    });
    statistics = await recordStatistics(statistics, output.batchStatistics!);
    dispose(output as unknown as TensorContainer);
    progress?.((batches + 1) * batchSize, sampler.batchesPerEpoch * batchSize);
  }
  return statistics;
}
