import "@bnlstm/core/gradients";
import { bnLstm, type BnLstmParameters, type Implementation, type SiteName } from "@bnlstm/core";
import type { ReferenceInput, ReferenceUpstream } from "@bnlstm/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import type { ConformanceOptions } from "./conformance_options.ts";
import { gaussian } from "./gaussian.ts";
import { allRows, ownCase } from "./spread_rows.ts";

/** Tensors by the name of what they are given as. */
type Variables = Record<string, tf.Tensor>;

/** What a case gives. */
export interface RunResult {
  hs: Float32Array;
  h: Float32Array;
  c: Float32Array;
  statistics: Partial<Record<SiteName, Float32Array>>;
  gradients: Record<string, Float32Array>;
}

/** Outputs, statistics and gradients of one case, of which other processes may compute other rows. */
export async function run(
  input: ReferenceInput,
  options: ConformanceOptions,
  { returnSequences = true, upstream: from = "everywhere" } = {},
): Promise<RunResult> {
  const { ranks } = options;
  const upstream = upstreamOf(input);
  if (from === "last") upstream.hs.fill(0);
  if (!ranks) return await runHere(input, upstream, options, returnSequences);
  const own = ownCase(input, upstream, ranks);
  const result = await runHere(own.input, own.upstream, options, returnSequences);
  const { shape: { timeSteps: T, inputSize: I, hiddenSize: H } } = input;
  const rows = (values: Float32Array, inner: number, timeSteps = 1) =>
    allRows(values, own.input.shape.batchSize, inner, timeSteps, ranks);
  const gradients = Object.entries(result.gradients).map(([name, values]) => {
    if (name === "x") return [name, rows(values, I, T)];
    if (name === "h0" || name === "c0") return [name, rows(values, H)];
    const sums = Float64Array.from(values);
    ranks.sum(sums);
    return [name, Float32Array.from(sums)];
  });
  return {
    hs: returnSequences ? rows(result.hs, H, T) : result.hs,
    h: rows(result.h, H),
    c: rows(result.c, H),
    statistics: result.statistics,
    gradients: Object.fromEntries(gradients),
  };
}

/** Outputs, statistics and gradients of the rows of this process on the current backend. */
async function runHere(
  input: ReferenceInput,
  upstream: ReferenceUpstream,
  { implementation, ranks }: ConformanceOptions,
  returnSequences: boolean,
): Promise<RunResult> {
  const variables = tensorsOf(input);
  const { timeSteps: T, batchSize: B, hiddenSize: H } = input.shape;
  const dHs = tf.tensor3d(Float32Array.from(upstream.hs), [T, B, H]);
  const dH = tf.tensor2d(Float32Array.from(upstream.h), [B, H]);
  const dC = tf.tensor2d(Float32Array.from(upstream.c), [B, H]);
  const names = Object.keys(variables);

  const kept: Record<string, tf.Tensor> = {};
  const gradients = tf.tidy(() => {
    const loss = (...tensors: tf.Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
      const result = bnLstm({
        ...argumentsOf(input, implementation, named),
        returnSequences,
        ranks,
      });
      for (const [name, tensor] of Object.entries({ hs: result.hs, h: result.h, c: result.c })) {
        if (tensor) kept[name] = tf.keep(tensor.clone());
      }
      for (const [site, tensor] of Object.entries(result.batchStatistics?.sites ?? {})) {
        kept[`statistics.${site}`] = tf.keep(tensor.clone());
      }
      const last = tf.add(tf.sum(tf.mul(result.h, dH)), tf.sum(tf.mul(result.c, dC)));
      return (result.hs ? tf.add(last, tf.sum(tf.mul(result.hs, dHs))) : last) as tf.Scalar;
    };
    return tf.grads(loss)(names.map((name) => variables[name]));
  });
  // Asynchronous reads, for WebGPU in Deno has no other, and all at once, for each waits for its own turn.
  const readAll = async (tensors: Record<string, tf.Tensor>) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(tensors).map(async ([name, tensor]) =>
          [name, Float32Array.from(await tensor.data())] as const
        ),
      ),
    );
  const [{ hs = new Float32Array(0), h, c, ...statistics }, gradientValues] = await Promise.all([
    readAll(kept),
    readAll(Object.fromEntries(names.map((name, i) => [name, gradients[i]]))),
  ]);
  const result: RunResult = { hs, h, c, statistics: {}, gradients: gradientValues };
  for (const site of ["input", "hidden", "cell"] as const) {
    const values = statistics[`statistics.${site}`];
    if (values) result.statistics[site] = values;
  }
  tf.dispose([variables, kept, gradients, dHs, dH, dC]);
  return result;
}

/** The differentiable inputs of a case; a site that is not normalized has no γ and β. */
export function tensorsOf(input: ReferenceInput): Variables {
  const { parameters: p, sites } = input;
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = input.shape;
  const tensor = (values: Float64Array, shape: number[]) =>
    tf.tensor(Float32Array.from(values), shape, "float32");
  const tensors: Variables = {
    x: tensor(input.x, [T, B, I]),
    wx: tensor(p.wx, [I, 4 * H]),
    wh: tensor(p.wh, [H, 4 * H]),
    bias: tensor(p.bias, [4 * H]),
    h0: tensor(input.h0, [B, H]),
    c0: tensor(input.c0, [B, H]),
  };
  if (sites.input !== "none") tensors.gammaX = tensor(p.gammaX, [4 * H]);
  if (sites.hidden !== "none") tensors.gammaH = tensor(p.gammaH, [4 * H]);
  if (sites.cell !== "none") {
    tensors.gammaC = tensor(p.gammaC, [H]);
    tensors.betaC = tensor(p.betaC, [H]);
  }
  return tensors;
}

/** The arguments of the op for a case. */
export function argumentsOf(
  input: ReferenceInput,
  implementation: Implementation,
  { x, h0, c0, ...parameters }: Variables,
): Parameters<typeof bnLstm>[0] {
  return {
    x: x as tf.Tensor3D,
    parameters: parameters as unknown as BnLstmParameters,
    initialState: { h: h0 as tf.Tensor2D, c: c0 as tf.Tensor2D },
    sites: input.sites,
    epsilon: input.epsilon,
    mode: input.mode,
    lengths: input.lengths,
    statistics: input.statistics,
    minShare: input.minShare,
    reverse: input.reverse,
    implementation,
  };
}

/** What comes in on the way back. */
export function upstreamOf(input: ReferenceInput): ReferenceUpstream {
  const { timeSteps: T, batchSize: B, hiddenSize: H } = input.shape;
  const draw = (length: number, seed: number) =>
    Float64Array.from(Float32Array.from(gaussian(length, seed)));
  return { hs: draw(T * B * H, 21), h: draw(B * H, 22), c: draw(B * H, 23) };
}
