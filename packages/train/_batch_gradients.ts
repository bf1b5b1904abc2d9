import type { BatchStatisticsTensors } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
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
import { correctRows, crossEntropy } from "./_classification.ts";
import type { Classification, ClassifyOptions, SequenceClassifier } from "./sequence_classifier.ts";

/** What one batch says about the parameters. All tensors are the caller's to free. */
export interface BatchGradients {
  /** Loss, accuracy and global norm of the gradient `[3]`, to be read in one go. */
  scores: Tensor1D;
  /** ∂loss/∂parameter by name, of the mean loss of the batch. */
  gradients: Record<string, Tensor>;
  /** Statistics of the batch by cell name. */
  batchStatistics: Record<string, BatchStatisticsTensors>;
}

/** Computes the loss of a batch in training and its gradient. Nothing is read from the backend. */
export function batchGradients(
  classifier: SequenceClassifier,
  batch: SequenceBatch,
  options: Omit<ClassifyOptions, "mode">,
): BatchGradients {
  const { parameters } = classifier;
  let output: Classification;
  const { value, grads } = variableGrads(() => {
    output = classifier.classify(batch, { mode: "train", ...options });
    keep(output.logits);
    for (const { sites } of Object.values(output.batchStatistics!)) {
      for (const statistics of Object.values(sites)) keep(statistics);
    }
    return div(crossEntropy(output.logits, batch.labels), batch.batchSize);
  }, Object.values(parameters));
  const { logits, batchStatistics } = output!;
  const gradients = Object.fromEntries(
    Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]),
  );
  const scores = tidy(() =>
    stack([
      value,
      div(correctRows(logits, batch.labels), batch.batchSize) as Scalar,
      globalNorm(Object.values(gradients)),
    ]) as Tensor1D
  );
  value.dispose();
  logits.dispose();
  return { scores, gradients, batchStatistics: batchStatistics! };
}

/** Euclidean norm of all elements of all tensors. */
function globalNorm(tensors: Tensor[]): Scalar {
  // Added in pairs: addN takes more inputs than a WebGPU shader can bind.
  return sqrt(tensors.map((tensor) => sum(square(tensor))).reduce((a, b) => add(a, b))) as Scalar;
}
