import { fastTanh } from "../arrays/fast_tanh.ts";
import type { Matrix } from "../arrays/matrix.ts";
import { scaleOffset, type Site } from "./site.ts";

/**
 * `h_t = σ(o) tanh(BN(c_t; γ_c, β_c))` (the paper's equation 8).
 *
 * @param gates Activated gates `[4H, n]`.
 * @param cell c_t `[H, n]`.
 * @param cellTanh tanh(BN(c_t)) `[H, n]`.
 * @param site The cell site, scaled for step t.
 * @param beta β_c `[H]`.
 * @param h h of all rows `[B, H]`; the first n rows are set.
 * @param hs Step t of the output sequence `[B, H]`, likewise; `h` itself if no sequence is wanted.
 * @param n Number of rows.
 * @param t The step.
 */
export function emitHidden(
  gates: Matrix,
  cell: Matrix,
  cellTanh: Matrix,
  site: Site,
  beta: Float32Array,
  h: Matrix,
  hs: Matrix,
  n: number,
  t: number,
): void {
  const hiddenSize = site.features;
  const gate = gates.values;
  const c = cell.values;
  const tanh = cellTanh.values;
  const means = scaleOffset(site.scaleRows, hiddenSize, t);
  const rstds = means + site.scaleRows * hiddenSize;
  for (let j = 0; j < hiddenSize; j++) {
    const gain = site.gamma[j] * site.scale[rstds + j];
    const shift = beta[j] - gain * site.scale[means + j];
    const o = gates.offset + (2 * hiddenSize + j) * gates.stride;
    const from = cell.offset + j * cell.stride;
    const to = cellTanh.offset + j * cellTanh.stride;
    let state = h.offset + j;
    let step = hs.offset + j;
    for (let b = 0; b < n; b++, state += h.stride, step += hs.stride) {
      const value = fastTanh(gain * c[from + b] + shift);
      tanh[to + b] = value;
      h.values[state] = hs.values[step] = gate[o + b] * value;
    }
  }
}

/**
 * Recomputes `h = σ(o) tanh(BN(c))` of an earlier step.
 *
 * @param gates Activated gates of that step `[4H, ·]`.
 * @param cellTanh tanh(BN(c)) of that step `[H, ·]`.
 * @param hiddenSize H.
 * @param n Number of rows wanted.
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
