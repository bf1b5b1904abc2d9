import type { ModelState, ModelStatistics } from "@bnlstm/core";
import {
  dispose,
  stack,
  type Tensor,
  type TensorContainer,
  type TensorContainerObject,
  tidy,
} from "@tensorflow/tfjs-core";
import { checker } from "@bnlstm/data/arguments";
import { BATCH_PASS, PASS_OPTIONS, STATISTICS, TASK_MODEL } from "./_rules.ts";
import { nextTask } from "./_next_task.ts";
import type { ProcessGroup } from "./process_group.ts";
import type { BatchPass } from "../tasks/task_data.ts";
import type { ScoreOptions, TaskModel } from "../models/task_model.ts";

/** Options of a pass over a data set. */
export interface PassOptions {
  /** Called after each batch with the number of batches done and their total. */
  progress?: (done: number, total: number) => void;
  /** Aborts the pass, which then throws. */
  signal?: AbortSignal;
  /** The processes that share the work. Default: this process does all of it. */
  group?: ProcessGroup;
}

/** How well a model does on a data set. */
export interface Evaluation {
  /** Mean cross-entropy of a prediction, in nats. */
  loss: number;
  /** Share of predictions that were right, 0 … 1. */
  accuracy: number;
  /** Number of predictions. */
  predictions: number;
}

/** What is kept from a batch. */
type Scored = { sums: Tensor; next?: ModelState } & TensorContainerObject;

/**
 * Evaluates a model with population statistics, or with those of each batch for comparison.
 *
 * If the pass is contiguous, the rows of each batch start in the state in which those of the previous batch
 * ended, and at their time step, which decides the statistics they are normalized with.
 *
 * @param model The model.
 * @param pass The data.
 * @param statistics Population statistics of the model, or `"batch"`.
 * @param options Progress, and a signal to abort.
 * @throws {TypeError} If the statistics are from too few rows to be used.
 * @throws {RangeError} If a batch with statistics of its own would not start at step 0.
 * @throws The reason of the signal, if it is aborted.
 */
export async function evaluate<Batch>(
  model: TaskModel<Batch>,
  pass: BatchPass<Batch>,
  statistics: ModelStatistics | "batch",
  options: PassOptions = {},
): Promise<Evaluation> {
  check({ model, pass, statistics, options });
  const { progress, signal, group } = options;
  const scoring: ScoreOptions = statistics === "batch"
    ? { mode: "train" }
    : { mode: "eval", statistics };
  let [loss, correct, predictions, done] = [0, 0, 0, 0];
  const divided = pass.contiguous ? undefined : group;
  let state: ModelState | undefined;
  try {
    for (const batch of pass) {
      await nextTask();
      signal?.throwIfAborted();
      // Each process takes a share of the batches. If rows continue from batch to batch, every process computes
      // all of them.
      if (divided && done % divided.size !== divided.rank) {
        progress?.(++done, pass.batches);
        continue;
      }
      const { sums, next } = tidy(() => {
        const score = model.score(batch, { ...scoring, state });
        predictions += score.predictions;
        const sums = stack([score.loss, score.correct]);
        return { sums, ...pass.contiguous && { next: score.state } } as Scored;
      });
      dispose(state as unknown as TensorContainer);
      state = next;
      const [batchLoss, batchCorrect] = await sums.data();
      sums.dispose();
      loss += batchLoss;
      correct += batchCorrect;
      progress?.(++done, pass.batches);
    }
  } finally {
    dispose(state as unknown as TensorContainer);
  }
  const totals = Float64Array.of(loss, correct, predictions);
  divided?.sum(totals);
  [loss, correct, predictions] = totals;
  return { loss: loss / predictions, accuracy: correct / predictions, predictions };
}

const check = checker("evaluate", {
  model: TASK_MODEL,
  pass: BATCH_PASS,
  statistics(attempt, name, value) {
    if (value !== "batch") STATISTICS(attempt, name, value);
  },
  options: PASS_OPTIONS,
});
