import type { Ranks } from "@bnlstm/core";
import type { Matrix } from "../arrays/matrix.ts";
import { scaleOffset } from "../forward/site.ts";
import { createWeightGradient, type WeightGradient } from "./weight_gradient.ts";

/** The gradient of one of the two terms of the gates, `BN(left W; γ)`, during a backward pass. */
export interface TermGradient {
  /** Whether the site is normalized. */
  normalized: boolean;
  /** 4H. */
  features: number;
  /** γ; ones where the site is not normalized. */
  gamma: Float32Array;
  /** Scale of the site `[2, scaleRows, 4H]`, see `Site`. */
  scale: Float32Array;
  /** Rows of `scale`. */
  scaleRows: number;
  /** Σ dy over the rows that were normalized together `[4H]`. */
  sums: Float64Array;
  /** Σ dy x̂ over them `[4H]`. */
  normalizedSums: Float64Array;
  /** ∂loss/∂γ `[4H]`. */
  gammaGradient: Float64Array;
  /** ∂loss/∂W. */
  weights: WeightGradient;
}

/** A term before the backward pass begins; `leftSize` is the number of rows of W. */
export function createTermGradient(
  normalized: boolean,
  gamma: Float32Array,
  scale: Float32Array,
  leftSize: number,
  batchSize: number,
): TermGradient {
  const features = gamma.length;
  return {
    normalized,
    features,
    gamma: normalized ? gamma : new Float32Array(features).fill(1),
    scale,
    scaleRows: scale.length / (2 * features),
    sums: new Float64Array(features),
    normalizedSums: new Float64Array(features),
    gammaGradient: new Float64Array(features),
    weights: createWeightGradient(leftSize, features, batchSize),
  };
}

/** Adds `Σ dy x̂` over n rows to `normalizedSums` and to ∂loss/∂γ; dy and x̂ are `[4H, n]`. */
export function addNormalizedSums(
  term: TermGradient,
  dy: Matrix,
  normalized: Matrix,
  n: number,
): void {
  const { normalizedSums, gammaGradient } = term;
  const dyValues = dy.values;
  const xValues = normalized.values;
  for (let j = 0; j < term.features; j++) {
    let k = dy.offset + j * dy.stride;
    let kx = normalized.offset + j * normalized.stride;
    let sum = 0;
    for (const end = k + n; k < end; k++, kx++) sum += dyValues[k] * xValues[kx];
    normalizedSums[j] += sum;
    gammaGradient[j] += sum;
  }
}

/** Adds to `sums` and `normalizedSums` of the normalized terms those of other processes, in one message. */
export function addOtherSums(terms: readonly TermGradient[], ranks: Ranks): void {
  const parts = terms.filter(({ normalized }) => normalized)
    .flatMap(({ sums, normalizedSums }) => [sums, normalizedSums]);
  if (parts.length === 0) return;
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  ranks.sum(all);
  at = 0;
  for (const part of parts) {
    part.set(all.subarray(at, at + part.length));
    at += part.length;
  }
}

/**
 * Gradient through the normalization, `da = γ rstd (dy − w (Σ dy + x̂ Σ dy x̂))`, into the rows reserved
 * in `term.weights`. A term that is not normalized passes dy on.
 *
 * @param term The term, with its sums.
 * @param dy Gradient of the normalized term `[4H, n]`.
 * @param normalized x̂ `[4H, n]`; not read if `weight` is 0 or the term is not normalized.
 * @param n Number of rows.
 * @param t The step.
 * @param weight w.
 * @param daRows The result again, as `[n, 4H]`: one product sums over rows, the other over features.
 */
export function normalizeBackward(
  term: TermGradient,
  dy: Matrix,
  normalized: Matrix,
  n: number,
  t: number,
  weight: number,
  daRows: Matrix,
): void {
  const { features, gamma, scale, scaleRows, sums, normalizedSums, weights: { right } } = term;
  const dyValues = dy.values;
  const xValues = normalized.values;
  const values = right.values;
  const rows = daRows.values;
  const constant = weight === 0 || !term.normalized;
  const rstdAt = scaleRows * features + scaleOffset(scaleRows, features, t);
  for (let j = 0; j < features; j++) {
    const gain = gamma[j] * scale[rstdAt + j];
    const k = dy.offset + j * dy.stride;
    const kx = normalized.offset + j * normalized.stride;
    const to = right.offset + j * right.stride;
    let row = daRows.offset + j;
    if (constant) {
      for (let b = 0; b < n; b++, row += daRows.stride) {
        rows[row] = values[to + b] = gain * dyValues[k + b];
      }
    } else {
      const fromSum = weight * sums[j];
      const fromNormalized = weight * normalizedSums[j];
      for (let b = 0; b < n; b++, row += daRows.stride) {
        rows[row] = values[to + b] = gain *
          (dyValues[k + b] - fromSum - xValues[kx + b] * fromNormalized);
      }
    }
  }
}
