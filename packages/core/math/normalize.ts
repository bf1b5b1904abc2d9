import { checkRows, type Moments } from "./moments.ts";
import {
  aNumber,
  both,
  check,
  float64,
  having,
  must,
  numbers,
  optional,
  theRanks,
} from "./_rules.ts";
import type { Ranks } from "./ranks.ts";

/** A group of rows normalized together, with what its backward pass needs. */
export interface Normalized {
  /** The rows that were normalized. */
  rows: readonly number[];
  /** x̂ = (a − μ̂) / sqrt(v̂ + ε), of the shape of `a`; zero in other rows. */
  normalized: Float64Array;
  /** 1 / sqrt(v̂ + ε) `[features]`. */
  rstd: Float64Array;
}

/**
 * Normalizes some rows of a matrix, before γ and β.
 *
 * @param a Matrix `[·, features]`, row-major.
 * @param rows Indices of the rows to normalize.
 * @param statistics μ̂ and v̂ `[features]`.
 * @param epsilon ε added to the variance.
 */
export function normalize(
  a: Float64Array,
  rows: readonly number[],
  statistics: Moments,
  epsilon: number,
): Normalized {
  const attempt = "normalize rows";
  check(attempt, { statistics, epsilon }, {
    statistics: having({ mean: float64(), variance: float64() }),
    epsilon: aNumber,
  });
  const { mean, variance } = statistics;
  const features = mean.length;
  float64(features)(attempt, "statistics.variance", variance);
  checkRows(attempt, a, rows, features);
  const rstd = variance.map((v) => 1 / Math.sqrt(v + epsilon));
  const normalized = new Float64Array(a.length);
  for (const row of rows) {
    for (let j = 0, k = row * features; j < features; j++, k++) {
      normalized[k] = (a[k] - mean[j]) * rstd[j];
    }
  }
  return { rows, normalized, rstd };
}

/** Gradients of a normalized group of rows. */
export interface NormalizeGradient {
  /** ∂loss/∂a, zero outside the group. */
  a: Float64Array;
  /** ∂loss/∂γ `[features]`: Σ dy x̂ over the rows given. */
  gamma: Float64Array;
  /** ∂loss/∂β `[features]`: Σ dy over them. */
  beta: Float64Array;
}

/**
 * Gradient of `y = β + γ x̂` through x̂ and through the statistics of the group.
 *
 *     da = γ rstd (dy − w (Σ dy + x̂ Σ dy x̂))
 *
 * with `w = λ/n`: 1/n as in ordinary batch normalization, 0 where the statistics are constants, and λ/n where
 * they are shrunk (the terms of the prior cancel; docs/backward_pass.md derives this).
 *
 * @param dy ∂loss/∂y, of the shape of `forward.normalized`.
 * @param forward What `normalize` returned.
 * @param gamma γ `[features]`.
 * @param weight w.
 * @param ranks Processes whose rows were normalized together with these: Σ is over the rows of all.
 */
export function normalizeBackward(
  dy: Float64Array,
  forward: Normalized,
  gamma: ArrayLike<number>,
  weight: number,
  ranks?: Ranks,
): NormalizeGradient {
  const attempt = "go back through a normalization";
  check(attempt, { forward, weight, ranks }, {
    forward: having({ rstd: float64() }),
    weight: aNumber,
    ranks: optional(theRanks),
  });
  const { rows, normalized, rstd } = forward;
  const features = rstd.length;
  check(attempt, { dy, normalized, gamma }, {
    dy: float64(),
    normalized: float64(dy?.length),
    gamma: both(
      numbers,
      must(
        `an array of ${features} numbers`,
        (gamma) =>
          gamma.length === features && Array.from(gamma).every((one) => typeof one === "number"),
      ),
    ),
  });
  checkRows(attempt, dy, rows, features);
  const sumDy = new Float64Array(features);
  const sumDyX = new Float64Array(features);
  for (const row of rows) {
    for (let j = 0, k = row * features; j < features; j++, k++) {
      sumDy[j] += dy[k];
      sumDyX[j] += dy[k] * normalized[k];
    }
  }
  const sums = Float64Array.of(...sumDy, ...sumDyX);
  ranks?.sum(sums);
  const a = new Float64Array(dy.length);
  for (const row of rows) {
    for (let j = 0, k = row * features; j < features; j++, k++) {
      const through = sums[j] + normalized[k] * sums[features + j];
      a[k] = gamma[j] * rstd[j] * (dy[k] - weight * through);
    }
  }
  return { a, gamma: sumDyX, beta: sumDy };
}
