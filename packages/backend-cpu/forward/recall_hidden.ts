import type { Matrix } from "../arrays/matrix.ts";

/**
 * Computes `h = σ(o) tanh(BN(c))` of a past step again.
 *
 * @param gates Activated gates of that step `[4H, ·]`.
 * @param cellTanh tanh(BN(c)) of that step `[H, ·]`.
 * @param hiddenSize H.
 * @param n Rows wanted.
 * @param h Result `[H, n]`.
 */
export function recallHidden(
  gates: Matrix,
  cellTanh: Matrix,
  hiddenSize: number,
  n: number,
  h: Matrix,
): void {
  for (let j = 0; j < hiddenSize; j++) {
    const o = gates.offset + (2 * hiddenSize + j) * gates.stride;
    const tanh = cellTanh.offset + j * cellTanh.stride;
    const to = h.offset + j * h.stride;
    for (let b = 0; b < n; b++) {
      h.values[to + b] = gates.values[o + b] * cellTanh.values[tanh + b];
    }
  }
}
