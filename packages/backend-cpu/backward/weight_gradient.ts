import { gemm } from "../arrays/gemm.ts";
import { type Matrix, matrix } from "../arrays/matrix.ts";

/** Smallest number of rows gathered before they are multiplied: enough to make the sums in registers long. */
const ROWS = 256;

/**
 * Sums `∂loss/∂W = Σ leftᵀ right` over the rows of many steps, several steps at a time.
 *
 * Both factors are gathered transposed, so that the sum runs along rows.
 */
export interface WeightGradient {
  /** What W is multiplied with `[leftSize, rows]`; `offset` is where the most recently reserved step begins. */
  left: Matrix;
  /** ∂loss/∂(left W) `[features, rows]`, likewise. */
  right: Matrix;
  /** Rows of W. */
  leftSize: number;
  /** Columns of W. */
  features: number;
  /** Rows gathered so far. */
  filled: number;
  /** The sum so far `[leftSize, features]`. */
  sum: Matrix;
}

/** Creates an empty sum for steps of up to `batchSize` rows. */
export function createWeightGradient(
  leftSize: number,
  features: number,
  batchSize: number,
): WeightGradient {
  const capacity = Math.max(1, Math.floor(ROWS / batchSize)) * batchSize;
  return {
    left: matrix(new Float32Array(leftSize * capacity), capacity),
    right: matrix(new Float32Array(features * capacity), capacity),
    leftSize,
    features,
    filled: 0,
    sum: matrix(new Float32Array(leftSize * features), features),
  };
}

/** Makes room for a step of n rows, which the caller then writes to `left` and `right`. */
export function reserveRows(gradient: WeightGradient, n: number): void {
  const { left, right } = gradient;
  if (gradient.filled + n > left.stride) flushRows(gradient);
  left.offset = gradient.filled;
  right.offset = gradient.filled;
  gradient.filled += n;
}

/** Adds the rows gathered so far to `sum`. */
export function flushRows(gradient: WeightGradient): void {
  const { left, right, leftSize, features, filled, sum } = gradient;
  left.offset = 0;
  right.offset = 0;
  gemm(right, features, left, leftSize, filled, sum, true);
  gradient.filled = 0;
}
