import { Tensor } from "@tensorflow/tfjs-core";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";
import { SITE_NAMES, siteFeatures, type SiteNormalization } from "../math/sites.ts";
import type { BnLstmOptions } from "./op_types.ts";

const OPTIONS = [
  "x",
  "parameters",
  "initialState",
  "sites",
  "epsilon",
  "mode",
  "lengths",
  "statistics",
  "minShare",
  "reverse",
  "returnSequences",
  "implementation",
  "ranks",
];

/** Refuses arguments of `bnLstm` that do not fit together, before anything is computed. */
export function validateBnLstm(options: BnLstmOptions): void {
  refuseUnknownOptions("run the BN-LSTM", options, OPTIONS);
  const { x, parameters, sites, mode, initialState, statistics } = options;
  if (x.rank !== 3) fail(TypeError, `x must have the shape [T, B, I], got [${x.shape}]`);
  const [timeSteps, batchSize, inputSize] = x.shape;
  if (timeSteps < 1 || batchSize < 1 || inputSize < 1) {
    fail(RangeError, `x must not be empty, got [${x.shape}]`);
  }
  const hiddenSize = parameters.wh.shape[0];
  const gates = [4 * hiddenSize];
  expectTensor("x", x, x.shape);
  expectTensor("wx", parameters.wx, [inputSize, 4 * hiddenSize]);
  expectTensor("wh", parameters.wh, [hiddenSize, 4 * hiddenSize]);
  expectTensor("bias", parameters.bias, gates);
  expectGain("gammaX", parameters.gammaX, gates, sites.input);
  expectGain("gammaH", parameters.gammaH, gates, sites.hidden);
  expectGain("gammaC", parameters.gammaC, [hiddenSize], sites.cell);
  expectGain("betaC", parameters.betaC, [hiddenSize], sites.cell);
  if (initialState) {
    expectTensor("initialState.h", initialState.h, [batchSize, hiddenSize]);
    expectTensor("initialState.c", initialState.c, [batchSize, hiddenSize]);
  }

  if (mode !== "train" && mode !== "eval") {
    fail(TypeError, `mode must be "train" or "eval", got ${JSON.stringify(mode)}`);
  }
  const { epsilon } = options;
  if (epsilon !== undefined && !(epsilon > 0)) {
    fail(RangeError, `epsilon must be above 0, got ${epsilon}`);
  }
  for (const site of SITE_NAMES) {
    const allowed = site === "input" ? ["none", "timestep", "sequence"] : ["none", "timestep"];
    if (!allowed.includes(sites[site])) {
      fail(
        TypeError,
        `normalization of the ${site} site must be one of ${allowed.join(", ")}, got ${
          JSON.stringify(sites[site])
        }`,
      );
    }
    if (sites[site] === "none") continue;
    const table = statistics?.[site];
    if (table === undefined) {
      if (mode === "eval") fail(TypeError, `eval needs population statistics of the ${site} site`);
      if (statistics) fail(TypeError, `population statistics lack the ${site} site`);
      continue;
    }
    const features = siteFeatures(site, hiddenSize);
    if (table instanceof Tensor) {
      expectTensor(`statistics.${site}`, table, [2, Math.max(table.shape[1], 1), features]);
      continue;
    }
    const size = table.rows * features;
    if (
      table.rows < 1 || table.features !== features || table.mean.length !== size ||
      table.variance.length !== size
    ) {
      fail(
        TypeError,
        `population statistics of the ${site} site must have ${features} features, ` +
          `got ${table.features} in ${table.rows} rows (${table.mean.length} means)`,
      );
    }
  }
}

/** A gain or shift is there exactly where its site is normalized. */
function expectGain(
  name: string,
  tensor: Tensor | undefined,
  shape: number[],
  normalization: SiteNormalization,
): void {
  if (normalization === "none") {
    if (tensor) fail(TypeError, `${name} is given, but its site is not normalized`);
  } else if (tensor) expectTensor(name, tensor, shape);
  else fail(TypeError, `${name} is missing, but its site is normalized`);
}

function expectTensor(name: string, tensor: Tensor, shape: number[]): void {
  if (tensor.dtype !== "float32") fail(TypeError, `${name} must be float32, got ${tensor.dtype}`);
  if (tensor.shape.length !== shape.length || shape.some((size, i) => tensor.shape[i] !== size)) {
    fail(TypeError, `${name} must have the shape [${shape}], got [${tensor.shape}]`);
  }
}

function fail(kind: typeof TypeError | typeof RangeError, state: string): never {
  throw new kind(`Cannot run the BN-LSTM: ${state}`);
}
