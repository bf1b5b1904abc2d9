import type { Moments } from "@bnlstm/core/kernels";
import type { Matrix } from "./matrix.ts";

/**
 * Mean and biased variance of every feature over the rows of a step.
 *
 * One pass in float64 over values from which the first one is subtracted: equal values then have a variance of
 * exactly zero, and since `(a_0 − μ)² ≤ n v`, cancellation never costs more than a factor of n in precision.
 *
 * @param a Matrix `[features, n]`.
 * @param features Number of features.
 * @param n Number of rows, at least 1.
 * @param moments Where the result goes.
 */
export function columnMoments(
  a: Matrix,
  features: number,
  n: number,
  moments: Moments,
): void {
  const { values, offset, stride } = a;
  const { mean, variance } = moments;
  for (let j = 0; j < features; j++) {
    const start = offset + j * stride;
    const shift = values[start];
    // Two sums of each kind, because the additions of a single one would have to wait for each other.
    let sum0 = 0, sum1 = 0, square0 = 0, square1 = 0;
    let k = start + 1;
    for (const end = start + n - 1; k < end; k += 2) {
      const d0 = values[k] - shift;
      const d1 = values[k + 1] - shift;
      sum0 += d0;
      sum1 += d1;
      square0 += d0 * d0;
      square1 += d1 * d1;
    }
    if (k < start + n) {
      const d = values[k] - shift;
      sum0 += d;
      square0 += d * d;
    }
    const shifted = (sum0 + sum1) / n;
    mean[j] = shift + shifted;
    const v = (square0 + square1) / n - shifted * shifted;
    variance[j] = v < 0 ? 0 : v;
  }
}
