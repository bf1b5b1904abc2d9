import { fastTanh } from "../arrays/fast_tanh.ts";
import type { Matrix } from "../arrays/matrix.ts";
import { scaleOffset, type Site } from "./site.ts";

/**
 * `(f, i, o, g) = BN(a^h; γ_h) + BN(a^x; γ_x) + b`, then σ of f, i, o and tanh of g (the paper's
 * equation 6).
 *
 * @param inputTerm a^x `[4H, n]`.
 * @param hiddenTerm a^h `[4H, n]`, normalized in place.
 * @param gates Result `[4H, n]`.
 * @param input The input site, scaled for step t.
 * @param hidden The hidden site, scaled for step t.
 * @param bias b `[4H]`.
 * @param n Number of rows.
 * @param t The step.
 */
export function activateGates(
  inputTerm: Matrix,
  hiddenTerm: Matrix,
  gates: Matrix,
  input: Site,
  hidden: Site,
  bias: Float32Array,
  n: number,
  t: number,
): void {
  const features = hidden.features;
  const x = inputTerm.values;
  const h = hiddenTerm.values;
  const out = gates.values;
  const inputAt = scaleOffset(input.scaleRows, features, t);
  const hiddenAt = scaleOffset(hidden.scaleRows, features, t);
  const inputRstd = inputAt + input.scaleRows * features;
  const hiddenRstd = hiddenAt + hidden.scaleRows * features;
  for (let j = 0; j < features; j++) {
    const gainX = input.gamma[j] * input.scale[inputRstd + j];
    const shift = bias[j] - gainX * input.scale[inputAt + j];
    const gainH = hidden.gamma[j];
    const mean = hidden.scale[hiddenAt + j];
    const rstd = hidden.scale[hiddenRstd + j];
    // σ(a) = 1/2 + 1/2 tanh(a/2): one function serves all four gates.
    const slope = j < 0.75 * features ? 0.5 : 1;
    const base = 1 - slope;
    let kx = inputTerm.offset + j * inputTerm.stride;
    let kh = hiddenTerm.offset + j * hiddenTerm.stride;
    let k = gates.offset + j * gates.stride;
    for (const end = k + n; k < end; k++, kx++, kh++) {
      const normalized = (h[kh] - mean) * rstd;
      h[kh] = normalized;
      const a = gainX * x[kx] + gainH * normalized + shift;
      out[k] = base + slope * fastTanh(slope * a);
    }
  }
}
