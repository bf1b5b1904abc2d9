import type { SiteName, StatisticsTable, StatisticsTables } from "@bnlstm/core";
import { siteFeatures } from "@bnlstm/core/kernels";
import { tables } from "@bnlstm/core/statistics";
import type { Cell, PortableModel } from "./portable_model.ts";

/** Numbers that may differ from step to step; those of step t are in row `min(t, rows − 1)`. */
export interface StepTable {
  /** Number of rows, at least 1. */
  rows: number;
  /** Number of columns. */
  features: number;
  /** `[rows, features]`. */
  values: Float32Array;
}

/**
 * A cell in evaluation, with normalization written as multiplication and addition (an affine map in each
 * column), and with everything that is the same at all steps multiplied into the weights:
 *
 *     z_t = inputScale_t ∘ (x_t Wx) + hiddenScale_t ∘ (h_{t−1} Wh) + shift_t
 *     h_t = σ(o) ∘ tanh(cellScale_t ∘ c_t + cellShift_t)
 *
 * with inputScale = γ_x / sqrt(v_x + ε), hiddenScale likewise, and shift = b − γ_x μ_x / sqrt(v_x + ε) − γ_h
 * μ_h / sqrt(v_h + ε). An absent scale is 1, or has been multiplied into its matrix because it does not vary.
 * The cell term cannot be folded into the weights, since c_t itself is passed on to the next step unscaled.
 */
export interface FoldedCell {
  /** `[I, 4H]`. */
  wx: Float32Array;
  /** `[H, 4H]`. */
  wh: Float32Array;
  /** 4H columns; present if it varies. */
  inputScale?: StepTable;
  /** 4H columns; present if it varies. */
  hiddenScale?: StepTable;
  /** 4H columns. */
  shift: StepTable;
  /** H columns; present if the cell site is normalized. */
  cell?: { scale: StepTable; shift: StepTable };
}

/** Scale and shift of one site, in float64. */
interface Affine {
  rows: number;
  features: number;
  scale: Float64Array;
  shift: Float64Array;
}

/** Folds the population statistics of a cell into its weights, as far as they are the same at all steps. */
export function foldStatistics(model: PortableModel, { name }: Cell): FoldedCell {
  const { options: { sites, epsilon, hiddenSize } } = model;
  const store = model.statistics?.[name];
  const population: StatisticsTables = store && tables(store) || {};
  const values = (parameter: string) => model.parameters[`${name}.${parameter}`].values;
  const affine = (site: SiteName, gamma: string, beta?: string): Affine => {
    const features = siteFeatures(site, hiddenSize);
    const zeros = new Float32Array(features);
    if (sites[site] === "none") {
      return {
        rows: 1,
        features,
        scale: new Float64Array(features).fill(1),
        shift: Float64Array.from(zeros),
      };
    }
    return siteAffine(population[site]!, values(gamma), beta ? values(beta) : zeros, epsilon);
  };
  const [input, hidden] = [affine("input", "gammaX"), affine("hidden", "gammaH")];
  const cell = affine("cell", "gammaC", "betaC");
  return {
    wx: scaled(values("wx"), input),
    wh: scaled(values("wh"), hidden),
    ...input.rows > 1 && { inputScale: stepTable(input, input.scale) },
    ...hidden.rows > 1 && { hiddenScale: stepTable(hidden, hidden.scale) },
    shift: totalShift(values("bias"), input, hidden),
    ...sites.cell !== "none" && {
      cell: { scale: stepTable(cell, cell.scale), shift: stepTable(cell, cell.shift) },
    },
  };
}

function siteAffine(
  { rows, features, mean, variance }: StatisticsTable,
  gamma: Float32Array,
  beta: Float32Array,
  epsilon: number,
): Affine {
  const scale = Float64Array.from(
    { length: rows * features },
    (_, k) => gamma[k % features] / Math.sqrt(variance[k] + epsilon),
  );
  const shift = scale.map((value, k) => beta[k % features] - value * mean[k]);
  return { rows, features, scale, shift };
}

/** A matrix with its columns multiplied by a scale that does not vary, or unchanged if the scale varies. */
function scaled(matrix: Float32Array, { rows, features, scale }: Affine): Float32Array {
  return rows > 1 ? matrix : matrix.map((value, k) => value * scale[k % features]);
}

function totalShift(bias: Float32Array, input: Affine, hidden: Affine): StepTable {
  const rows = Math.max(input.rows, hidden.rows);
  const features = bias.length;
  const row = (t: number, affine: Affine) => Math.min(t, affine.rows - 1) * features;
  const values = new Float32Array(rows * features);
  for (let t = 0; t < rows; t++) {
    for (let j = 0; j < features; j++) {
      values[t * features + j] = bias[j] + input.shift[row(t, input) + j] +
        hidden.shift[row(t, hidden) + j];
    }
  }
  return { rows, features, values };
}

function stepTable({ rows, features }: Affine, values: Float64Array): StepTable {
  return { rows, features, values: Float32Array.from(values) };
}
