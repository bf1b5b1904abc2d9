import {
  gaussian,
  identity,
  initialParameters,
  joinColumns,
  uniformSource,
} from "@bnlstm/core/initializers";
import {
  moments,
  normalize,
  normalizeBackward,
  referenceBackward,
  referenceForward,
  type ReferenceInput,
  type ReferenceParameters,
  type ReferenceResiduals,
  type ReferenceUpstream,
} from "@bnlstm/core/reference";
import type { SequenceBatch } from "@bnlstm/data";

/** Whose gradient is looked at. */
export interface FlowOptions {
  /** The paper's tanh RNN of figure 1, or a BN-LSTM. */
  cell: "rnn" | "lstm";
  /**
   * How the recurrent weights of the LSTM start: as a recurrent initializer, or as `identities`, one for each gate.
   * Those of the RNN are the identity, as in the paper.
   */
  start: string;
  /** γ of every normalized term. */
  gamma: number;
}

/** How the gradient of one batch goes back in time. */
export interface GradientFlow {
  /** ‖∂loss/∂h_t‖ for each step t, that of the first pixel first. */
  norms: number[];
  /** Share of units whose tanh has a slope below 0.1, over all steps. */
  saturated: number;
}

const EPSILON = 1e-5;
const SEED = 1;
/** The authors' remedy for pixels that are black in every image: without it all rows would be equal (rule R10). */
const NOISE = 0.1;
/** A slope of tanh below which a unit counts as saturated. */
const FLAT = 0.1;
const HIDDEN_SIZE = { rnn: 64, lstm: 32 } as const;

/**
 * The norm of the loss's gradient with respect to the hidden state of every time step, at initialization, in float64
 * (the paper, figure 1). The loss is the mean cross-entropy of a softmax layer on the last h.
 */
export function gradientFlow(
  batch: SequenceBatch,
  { cell, start, gamma }: FlowOptions,
): GradientFlow {
  const rows = batch.batchSize;
  const hiddenSize = HIDDEN_SIZE[cell];
  const h0 = gaussian(rows * hiddenSize, uniformSource(SEED, 1), NOISE);
  const head = gaussian(hiddenSize * 10, uniformSource(SEED, 2), hiddenSize ** -0.5);
  return cell === "rnn"
    ? rnnFlow(batch, { hiddenSize, gamma, h0, head })
    : lstmFlow(batch, { hiddenSize, gamma, h0, head, start });
}

interface Start {
  hiddenSize: number;
  gamma: number;
  /** h_0 `[B, H]`. */
  h0: Float64Array;
  /** Weights of the softmax layer `[H, 10]`. */
  head: Float64Array;
}

/** h_t = tanh(BN(x_t Wx + h_{t−1}; γ)): the recurrent matrix is the identity, and the sum is normalized. */
function rnnFlow(batch: SequenceBatch, { hiddenSize: H, gamma, h0, head }: Start): GradientFlow {
  const { batchSize: B, timeSteps: T } = batch;
  const wx = gaussian(H, uniformSource(SEED, 3), H ** -0.5);
  const gammas = new Float64Array(H).fill(gamma);
  const active = Array.from({ length: B }, (_, row) => row);
  const terms = [];
  const states: Float64Array[] = [];
  let h = h0;
  let flat = 0;
  for (let t = 0; t < T; t++) {
    const a = new Float64Array(B * H);
    for (let k = 0; k < a.length; k++) {
      a[k] = batch.inputs[t * B + Math.floor(k / H)] * wx[k % H] + h[k];
    }
    const term = normalize(a, active, moments(a, active, H), EPSILON);
    h = Float64Array.from(term.normalized, (value) => Math.tanh(gamma * value));
    flat += countFlat(h);
    terms.push(term);
    states.push(h);
  }
  let dh = lossGradient(h, head, batch.labels);
  const norms = new Array<number>(T);
  for (let t = T - 1; t >= 0; t--) {
    norms[t] = norm(dh);
    const dy = dh.map((value, k) => value * (1 - states[t][k] ** 2));
    dh = normalizeBackward(dy, terms[t], gammas, 1 / B).a;
  }
  return { norms, saturated: flat / (T * B * H) };
}

/** A BN-LSTM one step at a time: every step has statistics of its own, so that steps can be cut apart. */
function lstmFlow(
  batch: SequenceBatch,
  { hiddenSize: H, gamma, h0, head, start }: Start & { start: string },
): GradientFlow {
  const { batchSize: B, timeSteps: T } = batch;
  const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;
  const fresh = initialParameters(
    { inputSize: 1, hiddenSize: H, sites },
    {
      gamma,
      forgetBias: 1,
      recurrentInitializer: start === "identities" ? "authors" : start as "orthogonal",
      seed: SEED,
    },
    0,
  );
  if (start === "identities") {
    fresh.wh.values = joinColumns(Array.from({ length: 4 }, () => identity(H)), H);
  }
  const parameters = Object.fromEntries(
    Object.entries(fresh).map(([name, { values }]) => [name, Float64Array.from(values)]),
  ) as unknown as ReferenceParameters;
  const steps: { input: ReferenceInput; residuals: ReferenceResiduals }[] = [];
  let h: Float64Array = h0;
  let c: Float64Array = new Float64Array(B * H);
  let flat = 0;
  for (let t = 0; t < T; t++) {
    const input: ReferenceInput = {
      shape: { timeSteps: 1, batchSize: B, inputSize: 1, hiddenSize: H },
      x: Float64Array.from(batch.inputs.subarray(t * B, (t + 1) * B)),
      parameters,
      h0: h,
      c0: c,
      sites,
      epsilon: EPSILON,
      mode: "train",
      minShare: 0,
      reverse: false,
    };
    const { output, residuals } = referenceForward(input);
    flat += countFlat(residuals.tanhC[0]);
    steps.push({ input, residuals });
    ({ h, c } = output);
  }
  let upstream: ReferenceUpstream = {
    hs: new Float64Array(B * H),
    h: lossGradient(h, head, batch.labels),
    c: c.fill(0),
  };
  const norms = new Array<number>(T);
  for (let t = T - 1; t >= 0; t--) {
    norms[t] = norm(upstream.h);
    const { h0, c0 } = referenceBackward(steps[t].input, steps[t].residuals, upstream);
    upstream = { hs: upstream.hs, h: h0, c: c0 };
  }
  return { norms, saturated: flat / (T * B * H) };
}

/** The gradient of the mean cross-entropy with respect to h `[B, H]`. */
function lossGradient(h: Float64Array, head: Float64Array, labels: Int32Array): Float64Array {
  const rows = labels.length;
  const hiddenSize = h.length / rows;
  const gradient = new Float64Array(h.length);
  for (let row = 0; row < rows; row++) {
    const powers = Float64Array.from({ length: 10 }, (_, digit) => {
      let logit = 0;
      for (let j = 0; j < hiddenSize; j++) logit += h[row * hiddenSize + j] * head[j * 10 + digit];
      return Math.exp(logit);
    });
    const sum = powers.reduce((a, b) => a + b);
    powers.forEach((value, digit) => {
      const d = (value / sum - Number(labels[row] === digit)) / rows;
      for (let j = 0; j < hiddenSize; j++) {
        gradient[row * hiddenSize + j] += d * head[j * 10 + digit];
      }
    });
  }
  return gradient;
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function countFlat(tanh: Float64Array): number {
  return tanh.reduce((count, value) => count + Number(1 - value * value < FLAT), 0);
}
