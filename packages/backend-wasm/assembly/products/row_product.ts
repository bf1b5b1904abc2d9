import { multiplyPanels } from "./gemm_tile";
import { madd } from "./madd";
import { PANEL_BYTES, Step } from "../memory/problem";

/**
 * The term of a unit's four gates at one step: a quartet of `step.rows` rows.
 *
 * @param weights `[depth][4 gates]`.
 * @param panels What comes in `[rows/8][depth][8]`.
 */
export function multiplyRows(
  weights: usize,
  panels: usize,
  depth: u32,
  step: Step,
  out: usize,
): void {
  const rowBytes = <usize> step.rows << 2;
  if (step.active == 1) return multiplyRow(weights, panels, depth, out, rowBytes);
  multiplyPanels(weights, panels, depth * PANEL_BYTES, depth, step.rows >> 3, out, rowBytes, false);
}

/**
 * The product for one row alone, as in a stream: the tile would multiply seven idle rows beside it. What takes
 * the time is to read the weights, once for each row, so that four sums suffice.
 */
function multiplyRow(
  weights: usize,
  panel: usize,
  depth: u32,
  out: usize,
  outStride: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const end = weights + (<usize> depth << 4), fours = weights + (<usize> (depth & ~3) << 4);
  while (weights != fours) {
    s0 = madd(v128.load(weights), v128.load32_splat(panel), s0);
    s1 = madd(v128.load(weights, 16), v128.load32_splat(panel, 32), s1);
    s2 = madd(v128.load(weights, 32), v128.load32_splat(panel, 64), s2);
    s3 = madd(v128.load(weights, 48), v128.load32_splat(panel, 96), s3);
    weights += 64;
    panel += 4 * PANEL_BYTES;
  }
  while (weights != end) {
    s0 = madd(v128.load(weights), v128.load32_splat(panel), s0);
    weights += 16;
    panel += PANEL_BYTES;
  }
  const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)), zero = f32x4.splat(0);
  for (let gate: usize = 0; gate < 4; gate++) {
    v128.store(out + gate * outStride, zero);
    v128.store(out + gate * outStride, zero, 16);
  }
  v128.store_lane<f32>(out, sum, 0);
  v128.store_lane<f32>(out + outStride, sum, 1);
  v128.store_lane<f32>(out + 2 * outStride, sum, 2);
  v128.store_lane<f32>(out + 3 * outStride, sum, 3);
}
