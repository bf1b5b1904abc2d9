import { customGrad, type Tensor, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import type { Moments } from "../math/moments.ts";
import type { Ranks } from "../math/ranks.ts";

/** A matrix whose rows were normalized together with the rows of other processes. */
export interface NormalizedAcross {
  /** x̂ = (x − μ) / sqrt(v + ε) `[N, features]`; 0 in rows that are not active. */
  normalized: Tensor2D;
  /** μ and v. */
  moments: Moments;
  /** Number of active rows, over all processes. */
  count: number;
}

/**
 * Normalizes rows with the mean and biased variance over the rows of all processes. It reads values
 * synchronously, which is cheap on CPU backends; sums are float64.
 *
 *     dx = rstd (dy − (Σ dy + x̂ Σ dy x̂) / n)     sums over the n rows of all processes
 *
 * @param x `[N, features]`.
 * @param active 1 for each active row, else 0 `[N]`.
 */
export function normalizeAcross(
  x: Tensor2D,
  active: ArrayLike<number>,
  epsilon: number,
  ranks: Ranks,
): NormalizedAcross {
  const [rows, features] = x.shape;
  /** Σ a and Σ a b over the rows of all processes, then their number. */
  const sums = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    const result = new Float64Array(2 * features + 1);
    for (let row = 0; row < rows; row++) {
      if (!active[row]) continue;
      result[2 * features]++;
      for (let j = 0, k = row * features; j < features; j++, k++) {
        result[j] += a[k];
        result[features + j] += a[k] * b[k];
      }
    }
    ranks.sum(result);
    return result;
  };
  const fill = (value: (j: number, k: number) => number) => {
    const values = new Float32Array(rows * features);
    for (let row = 0; row < rows; row++) {
      if (!active[row]) continue;
      for (let j = 0, k = row * features; j < features; j++, k++) values[k] = value(j, k);
    }
    return tensor2d(values, [rows, features]);
  };

  let moments!: Moments;
  let count = 0;
  const normalized = customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, (tensors: Tensor[]) => void];
    const a = x.dataSync<"float32">();
    const total = sums(a, a);
    count = total[2 * features];
    const mean = total.slice(0, features).map((sum) => sum / count);
    const variance = mean.map((mu, j) => Math.max(0, total[features + j] / count - mu * mu));
    moments = { mean, variance };
    const rstd = variance.map((v) => 1 / Math.sqrt(v + epsilon));
    const value = fill((j, k) => (a[k] - mean[j]) * rstd[j]);
    save([value]);
    return {
      value,
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
        const [d, xHat] = [dy.dataSync<"float32">(), saved.dataSync<"float32">()];
        const total = sums(d, xHat);
        return fill((j, k) =>
          rstd[j] * (d[k] - (total[j] + xHat[k] * total[features + j]) / count)
        );
      },
    };
  })(x) as Tensor2D;
  return { normalized, moments, count };
}
