import { customGrad, type Tensor } from "@tensorflow/tfjs-core";
import { takeRows } from "./gather_rows.ts";
import { reverseUnpaddedIndices } from "../math/_reverse_unpadded.ts";

/**
 * The order in which a kernel sees the rows of a batch: longest first, and each unpadded row reversed
 * where asked (docs/rules.md#r9). `undefined` in a field means the order is unchanged.
 */
export interface RowOrder {
  /** For each kernel row, the batch row it holds `[B]`. */
  rows?: Int32Array;
  /** For each kernel (step, row), the (step, row) of the batch it holds, as `t B + b` `[T B]`. */
  steps?: Int32Array;
}

/**
 * Finds the row order of a batch.
 *
 * @param timeSteps T.
 * @param batchSize B.
 * @param lengths Steps of each row `[B]`. Default: all T.
 * @param reverse Whether rows are read from their end.
 */
export function rowOrder(
  timeSteps: number,
  batchSize: number,
  lengths: ArrayLike<number> | undefined,
  reverse: boolean,
): RowOrder {
  const order: RowOrder = {};
  if (lengths !== undefined && !isDescending(lengths)) {
    // Array sort is stable: rows of equal length keep their order.
    order.rows = Int32Array.from(
      Array.from(lengths, (_, b) => b).sort((a, b) => lengths[b] - lengths[a]),
    );
  }
  if (order.rows !== undefined || reverse) {
    const rows = order.rows ?? Int32Array.from({ length: batchSize }, (_, b) => b);
    const source = reverse
      ? reverseUnpaddedIndices(timeSteps, lengths ?? new Int32Array(batchSize).fill(timeSteps))
      : undefined;
    order.steps = Int32Array.from({ length: timeSteps * batchSize }, (_, i) => {
      const t = Math.floor(i / batchSize);
      const at = t * batchSize + rows[i % batchSize];
      return source?.[at] ?? at;
    });
  }
  return order;
}

/**
 * Reorders the rows of a tensor by a permutation. Its gradient is the inverse reordering, which needs no
 * scatter; tfjs's own gradient does, and fails on the wasm backend.
 *
 * @param tensor `[rows, …]`.
 * @param permutation Source row of each target row; `undefined` leaves the tensor as it is.
 */
export function permuteRows<T extends Tensor>(tensor: T, permutation: Int32Array | undefined): T {
  if (permutation === undefined) return tensor;
  const inverse = inversePermutation(permutation);
  return customGrad((x) => ({
    value: takeRows(x as Tensor, permutation),
    gradFunc: (dy: Tensor) => takeRows(dy, inverse),
  }))(tensor) as T;
}

/** The permutation that undoes another; `undefined` undoes itself. */
export function inversePermutation(permutation: Int32Array): Int32Array;
export function inversePermutation(permutation: Int32Array | undefined): Int32Array | undefined;
export function inversePermutation(permutation: Int32Array | undefined): Int32Array | undefined {
  if (permutation === undefined) return undefined;
  const inverse = new Int32Array(permutation.length);
  permutation.forEach((source, target) => inverse[source] = target);
  return inverse;
}

function isDescending(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] > values[i - 1]) return false;
  return true;
}
