import type { ModelStatistics } from "@bnlstm/core";
import { stack, tidy } from "@tensorflow/tfjs-core";
import { nextTask } from "./_next_task.ts";
import type { PassOptions } from "./pass_options.ts";
import type { BatchPass } from "./task_data.ts";
import type { TaskModel } from "./task_model.ts";

/** How well a model does on a data set. */
export interface Evaluation {
  /** Mean cross-entropy of a prediction, in nats. */
  loss: number;
  /** Part of the predictions that was right, 0 … 1. */
  accuracy: number;
  /** Number of predictions. */
  predictions: number;
}

/**
 * Evaluates a model with population statistics (rule R3).
 *
 * @param model The model.
 * @param pass What it is evaluated on.
 * @param statistics Population statistics of the model.
 * @param options Progress and abortion.
 * @throws {TypeError} If the statistics have not seen enough rows to be used.
 * @throws The reason of the signal, if it is aborted.
 */
export async function evaluate<Batch>(
  model: TaskModel<Batch>,
  pass: BatchPass<Batch>,
  statistics: ModelStatistics,
  { progress, signal }: PassOptions = {},
): Promise<Evaluation> {
  let [loss, correct, predictions, done] = [0, 0, 0, 0];
  for (const batch of pass) {
    await nextTask();
    signal?.throwIfAborted();
    let count = 0;
    const sums = tidy(() => {
      const score = model.score(batch, { mode: "eval", statistics });
      count = score.predictions;
      return stack([score.loss, score.correct]);
    });
    const [batchLoss, batchCorrect] = await sums.data();
    sums.dispose();
    loss += batchLoss;
    correct += batchCorrect;
    predictions += count;
    progress?.(++done, pass.batches);
  }
  return { loss: loss / predictions, accuracy: correct / predictions, predictions };
}
