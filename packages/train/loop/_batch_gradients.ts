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
import type { Score, ScoreOptions, TaskModel } from "../models/task_model.ts";

/** What one batch says about the parameters. All tensors are the caller's to free. */
export interface BatchGradients {
  /**
   * Mean loss, accuracy, global norm of the gradient, and the square of the norm for each parameter, in
   * their order: `[3 + parameters]`, to be read in one go.
   */
  scores: Tensor1D;
  /** Global norm of the gradient. */
  norm: Scalar;
  /** ∂loss/∂parameter by name, of the mean loss of the batch. */
  gradients: Record<string, Tensor>;
  /** Statistics of the batch by cell name. */
  batchStatistics: Record<string, BatchStatisticsTensors>;
}

/** Computes the loss of a batch in training and its gradient. Nothing is read from the backend. */
export function batchGradients<Batch>(
  model: TaskModel<Batch>,
  batch: Batch,
  options: Pick<ScoreOptions, "noiseSeed">,
): BatchGradients {
  const { parameters } = model;
  let score: Score;
  const { value, grads } = variableGrads(() => {
    score = model.score(batch, { mode: "train", ...options });
    keep(score.correct);
    for (const { sites } of Object.values(score.batchStatistics!)) {
      for (const statistics of Object.values(sites)) keep(statistics);
    }
    return div(score.loss, score.predictions);
  }, Object.values(parameters));
  const { correct, predictions, batchStatistics } = score!;
  const gradients = Object.fromEntries(
    Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]),
  );
  const [scores, norm] = tidy((): [Tensor1D, Scalar] => {
    const squares = Object.values(gradients).map((gradient) => sum(square(gradient)) as Scalar);
    // Added in pairs: addN takes more inputs than a WebGPU shader can bind.
    const norm = sqrt(squares.reduce((a, b) => add(a, b)));
    const accuracy: Scalar = div(correct, predictions);
    return [stack([value, accuracy, norm, ...squares]) as Tensor1D, norm];
  });
  value.dispose();
  correct.dispose();
  return { scores, norm, gradients, batchStatistics: batchStatistics! };
}
