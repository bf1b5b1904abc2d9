import { gaussian, orthogonal, uniformSource } from "@bnlstm/core/initializers";
import { moments, normalize, normalizeBackward } from "@bnlstm/core/reference";
import {
  between,
  both,
  checker,
  having,
  oneOf,
  record,
  seed as isSeed,
  whole,
} from "@bnlstm/data/arguments";
import type { SequenceBatch } from "@bnlstm/data";
import { classNumbers, SEQUENCES } from "../models/_batch_rules.ts";
import { euclideanNorm } from "./_euclidean_norm.ts";
import { noisyStart } from "./_noisy_start.ts";

const ATTEMPT = "follow a gradient";
const check = checker(ATTEMPT, {
  options: record({
    gamma: between(0, 1e6),
    hiddenSize: whole(1, 2 ** 13),
    classes: whole(1, 2 ** 13),
    seed: isSeed,
  }),
  batch: both(SEQUENCES, having({ lengths: oneOf(undefined) })),
});

/** The tanh RNN of the paper's figure 1. */
export interface TanhRnnOptions {
  /** γ, the same for every unit. */
  gamma: number;
  /** H. */
  hiddenSize: number;
  /** K: number of classes of the softmax layer at the end. */
  classes: number;
  /** Seed of h_0, Wx and the softmax layer. */
  seed: number;
}

/** How a gradient flows back through a tanh RNN. */
export interface TanhRnnFlow {
  /** ‖∂loss/∂h_t‖ over all rows, for t from 0 to T. */
  norms: Float64Array;
  /** Share of tanh values with a slope below 0.1, over all units, rows and steps. */
  saturated: number;
}

const EPSILON = 1e-5;
/** Slope of tanh below which a unit counts as saturated. */
const FLAT = 0.1;

/**
 * Follows a gradient back in time through the tanh RNN of the paper's figure 1, before any training: h_t =
 * tanh(BN(h_{t−1} Wh + x_t Wx; γ)), where the sum is normalized once with the statistics of the batch, Wh is I
 * and Wx has orthonormal rows. The loss is the mean cross-entropy of a softmax layer that reads the last h.
 *
 * Computed in float64, since with a large γ the gradient soon falls below the range of single precision.
 *
 * @param batch Sequences of one length.
 */
export function tanhRnnGradientFlow(
  options: TanhRnnOptions,
  batch: SequenceBatch,
): TanhRnnFlow {
  check({ options, batch });
  const { gamma, hiddenSize: H, classes, seed } = options;
  const { inputs, labels, timeSteps: T, batchSize: B, inputSize: I } = batch;
  classNumbers(B, classes)(ATTEMPT, "labels", labels);
  const wx = orthogonal(I, H, uniformSource(seed));
  const head = gaussian(H * classes, uniformSource(seed, 1), H ** -0.5);
  const gammas = new Float64Array(H).fill(gamma);
  const rows = Array.from({ length: B }, (_, row) => row);
  const terms = [];
  const states: Float64Array[] = [];
  let h = noisyStart(B, H, seed);
  let flat = 0;
  for (let t = 0; t < T; t++) {
    const sum = h.slice();
    for (let row = 0; row < B; row++) {
      for (let i = 0; i < I; i++) {
        const x = inputs[(t * B + row) * I + i];
        for (let j = 0; j < H; j++) sum[row * H + j] += x * wx[i * H + j];
      }
    }
    const term = normalize(sum, rows, moments(sum, rows, H), EPSILON);
    h = term.normalized.map((value) => Math.tanh(gamma * value));
    for (const value of h) if (1 - value * value < FLAT) flat++;
    terms.push(term);
    states.push(h);
  }
  let gradient = softmaxGradient(h, head, labels);
  const norms = new Float64Array(T + 1);
  norms[T] = euclideanNorm(gradient);
  for (let t = T; t > 0; t--) {
    const dy = gradient.map((value, k) => value * (1 - states[t - 1][k] ** 2));
    gradient = normalizeBackward(dy, terms[t - 1], gammas, 1 / B).a;
    norms[t - 1] = euclideanNorm(gradient);
  }
  return { norms, saturated: flat / (T * B * H) };
}

/** The gradient of the mean cross-entropy with respect to h `[B, H]`. */
function softmaxGradient(h: Float64Array, head: Float64Array, labels: Int32Array): Float64Array {
  const B = labels.length;
  const H = h.length / B;
  const K = head.length / H;
  const gradient = new Float64Array(h.length);
  labels.forEach((label, row) => {
    const powers = Float64Array.from({ length: K }, (_, k) => {
      let logit = 0;
      for (let j = 0; j < H; j++) logit += h[row * H + j] * head[j * K + k];
      return Math.exp(logit);
    });
    const sum = powers.reduce((a, b) => a + b);
    powers.forEach((power, k) => {
      const change = (power / sum - Number(label === k)) / B;
      for (let j = 0; j < H; j++) gradient[row * H + j] += change * head[j * K + k];
    });
  });
  return gradient;
}
