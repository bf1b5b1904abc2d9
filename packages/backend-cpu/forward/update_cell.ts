import { flush } from "../arrays/flush.ts";
import type { Matrix } from "../arrays/matrix.ts";

/**
 * `c_t = σ(f) c_{t−1} + σ(i) tanh(g)` (the paper's equation 7).
 *
 * @param gates Activated gates `[4H, n]`.
 * @param state c of all rows `[H, B]`, updated in place.
 * @param cell A copy of the updated rows `[H, n]`.
 * @param hiddenSize H.
 * @param n Number of rows.
 */
export function updateCell(
  gates: Matrix,
  state: Matrix,
  cell: Matrix,
  hiddenSize: number,
  n: number,
): void {
  const gate = gates.values;
  const c = state.values;
  const copy = cell.values;
  const block = hiddenSize * gates.stride;
  for (let j = 0; j < hiddenSize; j++) {
    const f = gates.offset + j * gates.stride;
    const i = f + block;
    const g = f + 3 * block;
    const at = state.offset + j * state.stride;
    const to = cell.offset + j * cell.stride;
    for (let b = 0; b < n; b++) {
      const value = flush(gate[f + b] * c[at + b] + gate[i + b] * gate[g + b]);
      c[at + b] = value;
      copy[to + b] = value;
    }
  }
}
