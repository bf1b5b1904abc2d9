import type { BatchStatisticsTensors } from "@bnlstm/core";
import {
  add,
  div,
  keep,
  type Scalar,
  sqrt,
  square,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { ProcessGroup } from "./process_group.ts";
import type { Score, ScoreOptions, TaskModel } from "../models/task_model.ts";

/** Scores and gradients of one batch. The caller must free all tensors. */
export interface BatchGradients {
  /**
   * Mean loss, accuracy, global norm of the gradient, and the squared norm for each parameter, in their order:
   * `[3 + parameters]`, in one tensor so that they are read at once.
   */
  scores: Tensor1D;
  /** Global norm of the gradient. */
  norm: Scalar;
  /** ∂loss/∂parameter by name, of the mean loss of the batch. */
  gradients: Record<string, Tensor>;
  /** Statistics of the batch by cell name. */
  batchStatistics: Record<string, BatchStatisticsTensors>;
}

/**
 * Computes the training loss of a batch and its gradient. Nothing is read from the backend.
 *
 * If the batch is one process's part of a larger one, every number is this process's part of a sum: means are
 * over the predictions of all processes. Only the norms are those of this process.
 */
export function batchGradients<Batch>(
  model: TaskModel<Batch>,
  batch: Batch,
  options: Pick<ScoreOptions, "noiseSeed" | "group">,
): BatchGradients {
  const { parameters } = model;
  let score: Score;
  let total = 0;
  const { value, grads } = variableGrads(() => {
    score = model.score(batch, { mode: "train", ...options });
    keep(score.correct);
    for (const { sites } of Object.values(score.batchStatistics!)) {
      for (const statistics of Object.values(sites)) keep(statistics);
    }
    total = allPredictions(score.predictions, options.group);
    return div(score.loss, total);
  }, Object.values(parameters));
  const { correct, batchStatistics } = score!;
  const gradients = Object.fromEntries(
    Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]),
  );
  const measured = tidy(() => measureGradients(gradients, value, div(correct, total)));
  value.dispose();
  correct.dispose();
  return { ...measured, gradients, batchStatistics: batchStatistics! };
}

/** Appends the norms of gradients to a loss and an accuracy. */
export function measureGradients(
  gradients: Readonly<Record<string, Tensor>>,
  loss: Scalar | number,
  accuracy: Scalar | number,
): Pick<BatchGradients, "scores" | "norm"> {
  const [scores, norm] = tidy((): [Tensor1D, Scalar] => {
    const squares = Object.values(gradients).map((gradient) => sum(square(gradient)) as Scalar);
    // Added in pairs: addN takes more inputs than a WebGPU shader can bind.
    const norm = sqrt(squares.reduce((a, b) => add(a, b)));
    return [stack([loss, accuracy, norm, ...squares]) as Tensor1D, norm];
  });
  return { scores, norm };
}

function allPredictions(own: number, group: ProcessGroup | undefined): number {
  if (!group) return own;
  const sum = Float64Array.of(own);
  group.sum(sum);
  return sum[0];
}
