import { check, float64, integer, must, optional, theRanks } from "./_rules.ts";
import type { Ranks } from "./ranks.ts";

/** Mean and biased variance of each column of a group of rows. */
export interface Moments {
  /** μ `[features]`. */
  mean: Float64Array;
  /** v `[features]`, divided by n. */
  variance: Float64Array;
}

/**
 * Mean and biased variance over some rows of a matrix, in two passes.
 *
 * @param a Matrix `[·, features]`, row-major.
 * @param rows Indices of the rows, at least one.
 * @param features Number of columns.
 * @param ranks Processes that have more rows, or all of them. Default: there are no others.
 */
export function moments(
  a: Float64Array,
  rows: readonly number[],
  features: number,
  ranks?: Ranks,
): Moments {
  const attempt = "compute moments";
  check(attempt, { features, ranks }, { features: integer(1), ranks: optional(theRanks) });
  checkRows(attempt, a, rows, features);
  const own = momentsOf(a, rows, features);
  return ranks ? mergeMoments(own, rows.length, ranks) : own;
}

/** Refuses what is no matrix `[·, features]`, or rows that it does not have. */
export function checkRows(
  attempt: string,
  a: Float64Array,
  rows: readonly number[],
  features: number,
): void {
  float64()(attempt, "a", a);
  const size = Math.floor(a.length / features);
  must(
    `an array of rows from 0 to ${size - 1}`,
    (rows) =>
      Array.isArray(rows) && rows.every((row) => Number.isInteger(row) && row >= 0 && row < size),
  )(attempt, "rows", rows);
}

/** The moments of the rows of all processes together, by one sum of [n, Σ a, Σ a²]. */
function mergeMoments({ mean, variance }: Moments, n: number, ranks: Ranks): Moments {
  const features = mean.length;
  const sums = new Float64Array(1 + 2 * features);
  if (n > 0) {
    sums[0] = n;
    for (let j = 0; j < features; j++) {
      sums[1 + j] = n * mean[j];
      sums[1 + features + j] = n * (variance[j] + mean[j] ** 2);
    }
  }
  ranks.sum(sums);
  const [total] = sums;
  const mu = sums.slice(1, 1 + features).map((sum) => sum / total);
  const v = mu.map((m, j) => Math.max(0, sums[1 + features + j] / total - m ** 2));
  return { mean: mu, variance: v };
}

function momentsOf(a: Float64Array, rows: readonly number[], features: number): Moments {
  const mean = new Float64Array(features);
  const variance = new Float64Array(features);
  for (const row of rows) {
    for (let j = 0; j < features; j++) mean[j] += a[row * features + j];
  }
  for (let j = 0; j < features; j++) mean[j] /= rows.length;
  for (const row of rows) {
    for (let j = 0; j < features; j++) variance[j] += (a[row * features + j] - mean[j]) ** 2;
  }
  for (let j = 0; j < features; j++) variance[j] /= rows.length;
  return { mean, variance };
}

/**
 * Shrinks the moments of a batch toward those of a prior (docs/rules.md#r7).
 *
 *     μ̂ = λ μ + (1−λ) μ̄
 *     v̂ = λ v + (1−λ) v̄ + λ (1−λ) (μ−μ̄)²
 *
 * The last term equals `λ (μ−μ̂)² + (1−λ) (μ̄−μ̂)²`, the spread between the two means. With it, (μ̂, v̂) are
 * the exact moments of the rows of the batch together with n (1−λ)/λ pseudo-rows of the prior.
 *
 * @param batch Moments of the active rows.
 * @param prior The moments to shrink toward.
 * @param lambda λ, the weight of the batch, from 0 to 1.
 */
export function blendMoments(batch: Moments, prior: Moments, lambda: number): Moments {
  return {
    mean: batch.mean.map((mean, j) => lambda * mean + (1 - lambda) * prior.mean[j]),
    variance: batch.variance.map((variance, j) =>
      lambda * variance + (1 - lambda) * prior.variance[j] +
      lambda * (1 - lambda) * (batch.mean[j] - prior.mean[j]) ** 2
    ),
  };
}
