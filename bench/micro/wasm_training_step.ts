import "@bnlstm/core/gradients";
import {
  bnLstm,
  type BnLstmParameters,
  type Implementation,
  type SiteNormalization,
} from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The sizes of a training step. */
export interface Shape {
  batch: number;
  steps: number;
  inputs: number;
  hidden: number;
  returnSequences: boolean;
}

/** Sequential MNIST, character modeling, a small layer, and a step of one stream. */
export const SHAPES: Record<string, Shape> = {
  A: { batch: 64, steps: 784, inputs: 1, hidden: 100, returnSequences: false },
  B: { batch: 64, steps: 100, inputs: 50, hidden: 1000, returnSequences: true },
  S: { batch: 32, steps: 50, inputs: 28, hidden: 64, returnSequences: false },
  1: { batch: 1, steps: 1, inputs: 50, hidden: 1000, returnSequences: false },
};

/** A training step, timed in milliseconds. */
export type Step = () => number;

/** The forward pass of random numbers, the loss and all gradients. */
export function trainingStep(
  shape: Shape,
  kind: Exclude<SiteNormalization, "sequence">,
  implementation: Implementation,
): Step {
  const { batch, steps, inputs, hidden, returnSequences } = shape;
  const x = tf.randomNormal<tf.Rank.R3>([steps, batch, inputs], 0, 1, "float32", 1);
  const parameters: Record<string, tf.Tensor> = {
    wx: tf.randomNormal([inputs, 4 * hidden], 0, 1 / Math.sqrt(inputs), "float32", 2),
    wh: tf.randomNormal([hidden, 4 * hidden], 0, 1 / Math.sqrt(hidden), "float32", 3),
    bias: tf.zeros([4 * hidden]),
  };
  if (kind !== "none") {
    parameters.gammaX = tf.fill([4 * hidden], 0.1);
    parameters.gammaH = tf.fill([4 * hidden], 0.1);
    parameters.gammaC = tf.fill([hidden], 0.1);
    parameters.betaC = tf.zeros([hidden]);
  }
  const names = Object.keys(parameters);
  const loss = (...tensors: tf.Tensor[]) => {
    const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    const { hs, h } = bnLstm({
      x,
      parameters: named as unknown as BnLstmParameters,
      sites: { input: kind, hidden: kind, cell: kind },
      mode: "train",
      returnSequences,
      implementation,
    });
    return tf.sum(hs ?? h);
  };
  const gradients = tf.grads(loss);
  return () => {
    const start = performance.now();
    const result = gradients(names.map((name) => parameters[name]));
    // The backend is synchronous: the gradients are there.
    const milliseconds = performance.now() - start;
    tf.dispose(result);
    return milliseconds;
  };
}
