import type { ModelStatistics } from "@bnlstm/core";
import { type SequenceDataset, sequentialBatches } from "@bnlstm/data";
import { stack, tidy } from "@tensorflow/tfjs-core";
import { correctRows, crossEntropy } from "./_classification.ts";
import { nextTask } from "./_next_task.ts";
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
 * @throws {TypeError} If the statistics have not seen enough rows to be used.
 * @throws The reason of the signal, if it is aborted.
 */
export async function evaluate(
  classifier: SequenceClassifier,
  dataset: SequenceDataset,
  statistics: ModelStatistics,
  { batchSize, progress, signal }: PassOptions,
): Promise<Evaluation> {
  let loss = 0;
  let correct = 0;
  let done = 0;
  for (const indices of sequentialBatches(dataset.size, batchSize)) {
    await nextTask();
    signal?.throwIfAborted();
    const batch = dataset.batch(indices);
    const sums = tidy(() => {
      const { logits } = classifier.classify(batch, { mode: "eval", statistics });
      return stack([crossEntropy(logits, batch.labels), correctRows(logits, batch.labels)]);
    });
    const [batchLoss, batchCorrect] = await sums.data();
    sums.dispose();
    loss += batchLoss;
    correct += batchCorrect;
    done += batch.batchSize;
    progress?.(done, dataset.size);
  }
  return { loss: loss / dataset.size, accuracy: correct / dataset.size };
}
