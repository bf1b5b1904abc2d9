import { type BatchNormLSTM, InvalidRangeError } from "@bnlstm/core";
import { orthogonal, uniformSource } from "@bnlstm/core/initializers";
import { batchNorm } from "@bnlstm/core/ops";
import {
  add,
  div,
  eye,
  fill,
  type Scalar,
  slice,
  sqrt,
  square,
  squeeze,
  sum,
  tanh,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  type Tensor3D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { crossEntropy } from "../models/_classification.ts";
import { multiply } from "../models/_multiply.ts";
import { hiddenGradients, type RecurrentStep } from "./hidden_gradients.ts";

/** The tanh RNN of the paper's figure 1. */
export interface TanhRnnOptions {
  /** γ, the same for every unit. */
  gamma: number;
  /** H. */
  hiddenSize: number;
  /** Seed of Wx. */
  seed: number;
}

/** The start of the sequences, and what is made of their end. */
export interface FlowOptions {
  /** h_0 `[B, H]`. Default: zeros. */
  h0?: Tensor2D;
  /** The loss of the last h `[B, H]`: a mean over the rows. */
  loss: (h: Tensor2D) => Scalar;
}

/**
 * How a gradient fares on its way back through an LSTM, batch-normalized or not: ‖∂loss/∂h_t‖ over all rows of
 * a batch, with its own statistics, for t from 0 to T (the paper's figure 1).
 *
 * @param lstm One layer that reads from the start.
 * @param x Input sequences `[T, B, I]`.
 * @throws {RangeError} If the model has several layers or directions, or statistics of the whole sequence.
 */
export function lstmGradientFlow(
  lstm: BatchNormLSTM,
  x: Tensor3D,
  { h0, loss }: FlowOptions,
): Promise<Float32Array> {
  const [cell, ...others] = lstm.cellNames;
  if (others.length > 0 || lstm.options.sites.input === "sequence") {
    throw new InvalidRangeError(
      "Cannot follow a gradient: the model must have one layer, one direction and statistics of " +
        `each time step, got ${lstm.cellNames} with ${lstm.options.sites.input} statistics`,
    );
  }
  return norms(x, loss, () => {
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
 * The same for the tanh RNN that the paper draws in figure 1: h_t = tanh(BN(h_{t−1} Wh + x_t Wx; γ)), where the
 * sum is normalized once, Wh starts as I and Wx has orthonormal rows.
 *
 * @param x Input sequences `[T, B, I]`.
 */
export function tanhRnnGradientFlow(
  { gamma, hiddenSize, seed }: TanhRnnOptions,
  x: Tensor3D,
  { h0, loss }: FlowOptions,
): Promise<Float32Array> {
  const [, batchSize, inputSize] = x.shape;
  return norms(x, loss, () => {
    const wh = eye(hiddenSize);
    const random = uniformSource(seed);
    const wx = tensor2d(orthogonal(inputSize, hiddenSize, random), [inputSize, hiddenSize]);
    const gammas: Tensor1D = fill([hiddenSize], gamma);
    const step: RecurrentStep = ([h], t) => {
      const term: Tensor2D = add(multiply(h, wh), multiply(squeeze(stepOf(x, t), [0]), wx));
      return [tanh(batchNorm({ x: term, gamma: gammas, mode: "train" }).y)];
    };
    return { start: [h0 ?? zeros([batchSize, hiddenSize])], step };
  });
}

/**
 * The loss at the end of a flow: mean cross-entropy of a softmax layer that reads the last h.
 *
 * @param parameters Parameters of a classifier, of which `head.weight [H, K]` and `head.bias [K]` are used.
 * @param labels The class of each row.
 */
export function softmaxLoss(
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

async function norms(
  x: Tensor3D,
  loss: FlowOptions["loss"],
  network: () => { start: Tensor2D[]; step: RecurrentStep },
): Promise<Float32Array> {
  const tensor = tidy(() => {
    const { start, step } = network();
    return sqrt(sum(square(hiddenGradients(start, x.shape[0], step, loss)), [1, 2]));
  });
  const values = await tensor.data<"float32">();
  tensor.dispose();
  return values;
}
