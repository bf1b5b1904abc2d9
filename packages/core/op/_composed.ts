import {
  add,
  concat,
  customGrad,
  gather,
  matMul,
  mean,
  mul,
  pad,
  reshape,
  rsqrt,
  sigmoid,
  slice,
  split,
  square,
  stack,
  sub,
  tanh,
  type Tensor,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  type Tensor3D,
  tidy,
  zeros,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { BnLstmAttributes, BnLstmForwardInputs } from "./kernels.ts";
import { siteFeatures, type SiteName } from "../math/sites.ts";

/** The inputs of the forward kernel as tensors. */
export type BnLstmTensors = { [Name in keyof BnLstmForwardInputs]: Tensor };

/**
 * The kernel contract composed of tfjs ops and differentiated by tfjs. It runs on every tfjs backend, agrees
 * with the fused kernels, and is the baseline for their benchmarks.
 *
 * @returns The outputs of the forward kernel in the order of `FORWARD_OUTPUTS`, without residuals.
 */
export function composedForward(inputs: BnLstmTensors, attributes: BnLstmAttributes): Tensor[] {
  const { sites, schedule, epsilon, returnSequences } = attributes;
  const { steps, active } = schedule;
  const [timeSteps, batchSize, inputSize] = inputs.x.shape as [number, number, number];
  const hiddenSize = inputs.wh.shape[0];
  const batch = { input: [], hidden: [], cell: [] } as Record<SiteName, BatchMoments[]>;

  /** x̂ of the rows of one step, or of the pairs of a whole sequence. */
  function normalize(site: SiteName, a: Tensor2D, t: number, blend: number): Tensor2D {
    if (blend === 0) {
      const { mean: mu, variance } = priorMoments(site, t);
      return mul(sub(a, mu), rsqrt(add(variance, epsilon)));
    }
    const mu = mean(a, 0) as Tensor1D;
    const centered = sub(a, mu);
    const variance = mean(square(centered), 0) as Tensor1D;
    batch[site].push({ mean: mu, variance });
    if (blend === 1) return mul(centered, rsqrt(add(variance, epsilon)));
    const prior = priorMoments(site, t);
    const shift = sub(mu, prior.mean);
    const blendedMean = add(prior.mean, mul(shift, blend));
    const blendedVariance = add(
      add(mul(variance, blend), mul(prior.variance, 1 - blend)),
      mul(square(shift), blend * (1 - blend)),
    );
    return mul(sub(a, blendedMean), rsqrt(add(blendedVariance, epsilon)));
  }

  function priorMoments(site: SiteName, t: number): BatchMoments {
    const held = schedule.training && t > schedule.priorStep
      ? batch[site][schedule.priorStep]
      : undefined;
    if (held) return { mean: constant(held.mean), variance: constant(held.variance) };
    const prior = inputs[`${site}Prior`] as Tensor3D;
    const [, rows, features] = prior.shape;
    const row = Math.min(t, rows - 1);
    // Not slices: tfjs's wasm backend copies all of a tensor to slice it.
    const read = (which: number) =>
      reshape(
        gather(reshape(prior, [2 * rows, features]), tensor1d([which * rows + row], "int32")),
        [features],
      );
    return { mean: read(0) as Tensor1D, variance: read(1) as Tensor1D };
  }

  /** The active rows of x at one step. */
  const activeRows = (t: number): Tensor2D =>
    reshape(slice(inputs.x, [t, 0, 0], [1, active[t], inputSize]), [active[t], inputSize]);

  // Only statistics over the whole sequence need all terms at once. Otherwise each step is a product of its
  // own: slicing them out of one tensor would take time quadratic in T, and so would the gradient.
  let inputTerms: Tensor2D | undefined;
  if (sites.input === "sequence") {
    const packed = schedule.pairs === timeSteps * batchSize
      ? reshape(inputs.x, [schedule.pairs, inputSize])
      : concat(Array.from({ length: steps }, (_, t) => activeRows(t)));
    const terms: Tensor2D = matMul(packed as Tensor2D, inputs.wx as Tensor2D);
    const blend = schedule.training ? 1 : 0;
    inputTerms = mul(normalize("input", terms, 0, blend), inputs.gammaX as Tensor1D);
  }

  /** h and c after step t, of the rows that are active. */
  function advance(h: Tensor2D, c: Tensor2D, t: number, offset: number): [Tensor2D, Tensor2D] {
    const blend = schedule.blend[t];
    let fromInput: Tensor2D = inputTerms
      ? slice(inputTerms, [offset, 0], [active[t], 4 * hiddenSize])
      : matMul(activeRows(t), inputs.wx as Tensor2D);
    if (sites.input === "timestep") {
      fromInput = mul(normalize("input", fromInput, t, blend), inputs.gammaX as Tensor1D);
    }
    let fromHidden: Tensor2D = matMul(h, inputs.wh as Tensor2D);
    if (sites.hidden === "timestep") {
      fromHidden = mul(normalize("hidden", fromHidden, t, blend), inputs.gammaH as Tensor1D);
    }
    const [f, i, o, g] = split(add(add(fromInput, fromHidden), inputs.bias), 4, 1);
    const cell: Tensor2D = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)));
    const y = sites.cell === "timestep"
      ? add(mul(normalize("cell", cell, t, blend), inputs.gammaC), inputs.betaC)
      : cell;
    return [mul(sigmoid(o), tanh(y)), cell];
  }

  let h = inputs.h0 as Tensor2D;
  let c = inputs.c0 as Tensor2D;
  const finishedH: Tensor2D[] = [];
  const finishedC: Tensor2D[] = [];
  const hs: Tensor2D[] = [];
  for (let t = 0, offset = 0; t < steps; offset += active[t], t++) {
    const n = active[t];
    const finished = h.shape[0] - n;
    if (finished > 0) {
      finishedH.unshift(slice(h, [n, 0], [finished, hiddenSize]));
      finishedC.unshift(slice(c, [n, 0], [finished, hiddenSize]));
      h = slice(h, [0, 0], [n, hiddenSize]);
      c = slice(c, [0, 0], [n, hiddenSize]);
    }
    // Training needs the results of a step, if only its statistics.
    [h, c] = schedule.training ? advance(h, c, t, offset) : tidy(() => advance(h, c, t, offset));
    if (returnSequences) hs.push(pad(h, [[0, batchSize - n], [0, 0]]));
  }

  const padding = timeSteps - steps;
  const empty = zeros([0, batchSize, hiddenSize]);
  const sequences = returnSequences
    ? pad(stack(hs) as Tensor3D, [[0, padding], [0, 0], [0, 0]])
    : empty;
  const statistics = (site: SiteName) => {
    const features = siteFeatures(site, hiddenSize);
    const rows = batch[site];
    if (rows.length === 0) return zeros([2, 0, features]);
    const table = stack([
      stack(rows.map((row) => row.mean)),
      stack(rows.map((row) => row.variance)),
    ]) as Tensor3D;
    return pad(table, [[0, 0], [0, sites[site] === "sequence" ? 0 : padding], [0, 0]]);
  };
  return [
    sequences,
    finishedH.length > 0 ? concat([h, ...finishedH]) : h,
    finishedC.length > 0 ? concat([c, ...finishedC]) : c,
    statistics("input"),
    statistics("hidden"),
    statistics("cell"),
  ];
}

interface BatchMoments {
  mean: Tensor1D;
  variance: Tensor1D;
}

/** The same values, through which no gradient flows. */
function constant<T extends Tensor>(tensor: T): T {
  return customGrad((x) => ({
    value: (x as Tensor).clone(),
    gradFunc: (dy: Tensor) => zerosLike(dy),
  }))(tensor) as T;
}
