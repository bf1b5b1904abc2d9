import type { Moments } from "@bnlstm/core/kernels";
import type { Ranks } from "@bnlstm/core";

/**
 * Turns the moments of the rows of each process into those of all rows. One message holds Σ a = n μ and Σ a² =
 * n (v + μ²) in float64, so that v loses no more precision than float32 terms have anyway.
 *
 * @param moments Moments of several terms over this process's rows, replaced; not read where n is 0.
 * @param n Number of rows of this process.
 * @param total Number of rows of all processes.
 */
export function mergeMoments(
  moments: readonly Moments[],
  n: number,
  total: number,
  ranks: Ranks,
): void {
  const sums = new Float64Array(2 * moments.reduce((sum, { mean }) => sum + mean.length, 0));
  let at = 0;
  for (const { mean, variance } of n > 0 ? moments : []) {
    for (let j = 0; j < mean.length; j++) {
      sums[at++] = n * mean[j];
      sums[at++] = n * (variance[j] + mean[j] * mean[j]);
    }
  }
  ranks.sum(sums);
  at = 0;
  for (const { mean, variance } of moments) {
    for (let j = 0; j < mean.length; j++) {
      const mu = sums[at++] / total;
      const v = sums[at++] / total - mu * mu;
      mean[j] = mu;
      variance[j] = v < 0 ? 0 : v;
    }
  }
}
