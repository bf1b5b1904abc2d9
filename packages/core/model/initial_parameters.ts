import { gateBlocks } from "../initializers/gate_blocks.ts";
import { identity } from "../initializers/identity.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { uniformSource } from "../initializers/uniform_source.ts";
import type { NormalizationSites } from "../math/sites.ts";

/** How parameters start. */
export interface InitialParameterOptions {
  /** γ of every site; 0.1 when absent (the paper, section 4: larger values let gradients vanish). */
  gamma: number;
  /** Bias of the forget gate; 1 when absent, so that cells remember from the start. */
  forgetBias: number;
  /** Each gate's block of Wh: a random orthogonal matrix (default) or the identity. */
  recurrentInitializer: "orthogonal" | "identity";
  /** Seed of the random initializers; 0 when absent. */
  seed: number;
}

/** What `initialParameters` fills in. */
export const DEFAULT_INITIAL_PARAMETERS: Readonly<InitialParameterOptions> = {
  gamma: 0.1,
  forgetBias: 1,
  recurrentInitializer: "orthogonal",
  seed: 0,
};

/** A parameter before it becomes a tensor. */
export interface InitialParameter {
  /** Shape of the parameter. */
  shape: number[];
  /** Its values, row-major. */
  values: Float32Array;
}

/** One direction of one layer to be initialized. */
export interface CellShape {
  /** I. */
  inputSize: number;
  /** H. */
  hiddenSize: number;
  /** A site that is not normalized gets no γ and β. */
  sites: NormalizationSites;
}

/**
 * Initial parameters of one direction of one layer: Wx and Wh with one orthogonal block a gate (Wh also
 * as identity), γ constant, β and biases zero but for the forget gate (the paper, section 4).
 *
 * @param cell Sizes and sites.
 * @param options How parameters start.
 * @param stream Distinguishes the cells of a model: each draws from a stream of its own.
 */
export function initialParameters(
  { inputSize, hiddenSize, sites }: CellShape,
  { gamma, forgetBias, recurrentInitializer, seed }: InitialParameterOptions,
  stream: number,
): Record<string, InitialParameter> {
  const random = uniformSource(seed, stream);
  const width = 4 * hiddenSize;
  const parameter = (shape: number[], values: Float32Array) => ({ shape, values });
  const constant = (size: number, value: number) =>
    parameter([size], new Float32Array(size).fill(value));

  const parameters: Record<string, InitialParameter> = {
    wx: parameter(
      [inputSize, width],
      gateBlocks(inputSize, hiddenSize, () => orthogonal(inputSize, hiddenSize, random)),
    ),
    wh: parameter(
      [hiddenSize, width],
      gateBlocks(
        hiddenSize,
        hiddenSize,
        recurrentInitializer === "identity"
          ? () => identity(hiddenSize)
          : () => orthogonal(hiddenSize, hiddenSize, random),
      ),
    ),
    bias: constant(width, 0),
  };
  parameters.bias.values.fill(forgetBias, 0, hiddenSize);
  if (sites.input !== "none") parameters.gammaX = constant(width, gamma);
  if (sites.hidden !== "none") parameters.gammaH = constant(width, gamma);
  if (sites.cell !== "none") {
    parameters.gammaC = constant(hiddenSize, gamma);
    parameters.betaC = constant(hiddenSize, 0);
  }
  return parameters;
}
