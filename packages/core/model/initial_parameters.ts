import { identity } from "../initializers/identity.ts";
import { joinColumns } from "../initializers/join_columns.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { uniformSource } from "../initializers/uniform_source.ts";
import { aNumber, check, having, integer, MOST_ELEMENTS, oneOf, theSites } from "../math/_rules.ts";
import type { NormalizationSites } from "../math/sites.ts";

/**
 * How Wx and Wh are initialized. All blocks are random except I, the identity:
 *
 * - `"authors"`: Wh is I in the block of g, which passes h on, and one matrix `[H, 3H]` of orthonormal rows for
 *   the gates f, i and o. The paper calls this "the identity matrix" (section 5.1); the authors' published
 *   script spells it out.
 * - `"identity"`: the same, but f, i and o have an orthogonal matrix each.
 * - `"orthogonal"`: Wh is one matrix `[H, 4H]` of orthonormal rows (sections 5.2 and 5.3).
 * - `"orthogonal-gates"`: Wh is an orthogonal matrix for each of f, i, o and g.
 *
 * Wx is one matrix `[I, 4H]` with `"authors"` and `"orthogonal"`, and one `[I, H]` per gate with the others.
 * Four identity blocks are not offered: the gates of a unit would then see only that unit, and the gradient of
 * a BN-LSTM would vanish within a few hundred steps.
 */
export type RecurrentInitializer = "authors" | "identity" | "orthogonal" | "orthogonal-gates";

/** How parameters are initialized. */
export interface InitialParameterOptions {
  /** γ of every site. Default: 0.1 (the paper, section 4: with larger values gradients vanish). */
  gamma: number;
  /** Bias of the forget gate. Default: 1, so that cells remember from the start. */
  forgetBias: number;
  /** How Wx and Wh are drawn. Default: `"authors"`. */
  recurrentInitializer: RecurrentInitializer;
  /** Seed of the random initializers. Default: 0. */
  seed: number;
}

/** Defaults of `initialParameters`. */
export const DEFAULT_INITIAL_PARAMETERS: Readonly<InitialParameterOptions> = {
  gamma: 0.1,
  forgetBias: 1,
  recurrentInitializer: "authors",
  seed: 0,
};

const CELL = having({
  inputSize: integer(1, MOST_ELEMENTS),
  hiddenSize: integer(1, Math.sqrt(MOST_ELEMENTS)),
  sites: theSites,
});
const OPTIONS = having({
  gamma: aNumber,
  forgetBias: aNumber,
  recurrentInitializer: oneOf("authors", "identity", "orthogonal", "orthogonal-gates"),
});

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
 * Initial parameters of one direction of one layer: Wx and Wh orthogonal (see `RecurrentInitializer`), γ
 * constant, β zero, and biases zero except that of the forget gate (the paper, section 4).
 *
 * @param cell Sizes and sites.
 * @param options How parameters are initialized.
 * @param stream Distinguishes the cells of a model: each draws from a stream of its own.
 */
export function initialParameters(
  cell: CellShape,
  options: InitialParameterOptions,
  stream: number,
): Record<string, InitialParameter> {
  check("initialize parameters", { cell, options }, { cell: CELL, options: OPTIONS });
  const { inputSize, hiddenSize, sites } = cell;
  const { gamma, forgetBias, recurrentInitializer, seed } = options;
  const random = uniformSource(seed, stream);
  const width = 4 * hiddenSize;
  const parameter = (shape: number[], values: Float32Array) => ({ shape, values });
  const constant = (size: number, value: number) =>
    parameter([size], new Float32Array(size).fill(value));

  /** Weights of `gates` gates `[rows, gates · H]`. */
  const weights = (rows: number, gates: number) =>
    recurrentInitializer === "identity" || recurrentInitializer === "orthogonal-gates"
      ? joinColumns(Array.from({ length: gates }, () => orthogonal(rows, hiddenSize, random)), rows)
      : orthogonal(rows, gates * hiddenSize, random);
  const carriesOn = recurrentInitializer === "authors" || recurrentInitializer === "identity";
  const parameters: Record<string, InitialParameter> = {
    wx: parameter([inputSize, width], weights(inputSize, 4)),
    wh: parameter(
      [hiddenSize, width],
      carriesOn
        ? joinColumns([weights(hiddenSize, 3), identity(hiddenSize)], hiddenSize)
        : weights(hiddenSize, 4),
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
