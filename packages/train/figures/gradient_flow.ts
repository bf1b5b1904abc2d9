import { BatchNormLSTM, InvalidRangeError } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import {
  callable,
  checker,
  instance,
  optional,
  record,
  seed as isSeed,
} from "@bnlstm/data/arguments";
import {
  add,
  div,
  type Scalar,
  slice,
  Tensor,
  type Tensor2D,
  tensor2d,
  type Tensor3D,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { crossEntropy } from "../models/_classification.ts";
import { multiply } from "../models/_multiply.ts";
import { classNumbers, SEQUENCES } from "../models/_batch_rules.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import { hiddenGradients, type RecurrentStep } from "./hidden_gradients.ts";
import { SEQUENCE_TENSOR } from "./_sequence_tensor.ts";
import { euclideanNorm } from "./_euclidean_norm.ts";
import { noisyStart } from "./_noisy_start.ts";

const ATTEMPT = "follow a gradient";
const check = checker(ATTEMPT, {
  classifier: instance(SequenceClassifier),
  batch: SEQUENCES,
  seed: isSeed,
});
const checkFlow = checker(ATTEMPT, {
  lstm: instance(BatchNormLSTM),
  x: SEQUENCE_TENSOR,
  options: record({ h0: optional(instance(Tensor)), loss: callable }),
});

/** Options of {@linkcode lstmGradientFlow}. */
export interface FlowOptions {
  /** h_0 `[B, H]`. Default: zeros. */
  h0?: Tensor2D;
  /** The loss as a function of the last h `[B, H]`: a mean over the rows. */
  loss: (h: Tensor2D) => Scalar;
}

/**
 * Follows a gradient back in time through an LSTM, batch-normalized or not: ‖∂loss/∂h_t‖ over all rows of a
 * batch, normalized with its own statistics, for t from 0 to T (the paper's figure 1).
 *
 * @param lstm A model with one layer that reads from the start.
 * @param x Input sequences `[T, B, I]`.
 * @throws {RangeError} If the model has several layers or directions, or statistics of the whole sequence.
 */
export async function lstmGradientFlow(
  lstm: BatchNormLSTM,
  x: Tensor3D,
  options: FlowOptions,
): Promise<Float64Array> {
  checkFlow({ lstm, x, options });
  const { h0, loss } = options;
  const [cell, ...others] = lstm.cellNames;
  if (others.length > 0 || lstm.options.sites.input === "sequence") {
    throw new InvalidRangeError(
      "Cannot follow a gradient: the model must have one layer, one direction and statistics of " +
        `each time step, got ${lstm.cellNames} with ${lstm.options.sites.input} statistics`,
    );
  }
  return await norms(x, loss, () => {
    const start = lstm.initialState(x.shape[1]).cells[cell];
    const step: RecurrentStep = ([h, c], t) => {
      const result = lstm.apply(stepOf(x, t), {
        mode: "train",
        state: { time: 0, cells: { [cell]: { h, c } } },
        returnSequences: false,
      });
      return [result.h, result.state.cells[cell].c];
    };
    return { start: [h0 ?? start.h, start.c], step };
  });
}

/**
 * Does the same for a classifier: over a batch, from an h_0 with noise of standard deviation 0.1, with the loss
 * of its softmax layer.
 *
 * @param batch Sequences of one length.
 * @param seed Seed of the noise.
 * @throws {RangeError} If the model has several layers or directions, or statistics of the whole sequence; or if rows
 * differ in length.
 */
export async function classifierGradientFlow(
  classifier: SequenceClassifier,
  batch: SequenceBatch,
  seed: number,
): Promise<Float64Array> {
  check({ classifier, batch, seed });
  const { lstm, parameters } = classifier;
  const { inputs, labels, lengths, timeSteps, batchSize, inputSize } = batch;
  classNumbers(batchSize, parameters["head.bias"].size)(ATTEMPT, "labels", labels);
  if (lengths) throw new InvalidRangeError("Cannot follow a gradient: rows differ in length");
  const { hiddenSize } = lstm.options;
  const x = tensor3d(inputs, [timeSteps, batchSize, inputSize]);
  const noise = Float32Array.from(noisyStart(batchSize, hiddenSize, seed));
  const h0 = tensor2d(noise, [batchSize, hiddenSize]);
  try {
    return await lstmGradientFlow(lstm, x, { h0, loss: softmaxLoss(parameters, labels) });
  } finally {
    x.dispose();
    h0.dispose();
  }
}

/** Mean cross-entropy of the softmax layer of a classifier, as a function of the last h. */
function softmaxLoss(
  parameters: Readonly<Record<string, Tensor>>,
  labels: Int32Array,
): FlowOptions["loss"] {
  const { "head.weight": weight, "head.bias": bias } = parameters;
  return (h) =>
    tidy(() => {
      const logits: Tensor2D = add(multiply(h, weight as Tensor2D), bias);
      return div(crossEntropy(logits, labels), labels.length);
    });
}

function stepOf(x: Tensor3D, t: number): Tensor3D {
  return slice(x, [t, 0, 0], [1, x.shape[1], x.shape[2]]);
}

/** Norms over all rows, in float64: squares leave the range of single precision long before the norms do. */
async function norms(
  x: Tensor3D,
  loss: FlowOptions["loss"],
  network: () => { start: Tensor2D[]; step: RecurrentStep },
): Promise<Float64Array> {
  const gradients = tidy(() => {
    const { start, step } = network();
    return hiddenGradients(start, x.shape[0], step, loss);
  });
  const values = await gradients.data<"float32">();
  const [times] = gradients.shape;
  gradients.dispose();
  const size = values.length / times;
  return Float64Array.from(
    { length: times },
    (_, t) => euclideanNorm(values.subarray(t * size, (t + 1) * size)),
  );
}
