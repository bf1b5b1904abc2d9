import { madd } from "./madd";
import { PANEL_BYTES } from "../memory/problem";

/**
 * The matrix product everything is built on: four rows of weights times panels of eight columns,
 *
 *     out[r][8 p + l] (+)= Σ_k weights[k][r] · panel_p[k][l],   r < 4, p < panelCount, l < 8.
 *
 * A tile is eight vectors of sums, as many as two FMA units of latency four keep busy, and larger tiles
 * spill registers. Half of the weights are spread over a vector as they are loaded and half by shuffles: where
 * every load is checked against the bounds of the memory, as in Deno, six loads for eight multiply-adds are too
 * many to keep up with, and where none is, four shuffles are.
 *
 * The depth is taken in blocks whose weights stay in the first-level cache while all panels pass by.
 */
const DEPTH_BLOCK: u32 = 512;

/**
 * @param weights `[depth][4]`.
 * @param panels First panel `[depth][8]`.
 * @param panelStride Bytes from one panel to the next.
 * @param depth Number of terms of each sum, at least 1.
 * @param panelCount Number of panels.
 * @param out First row of results.
 * @param outStride Bytes from one row of results to the next.
 * @param accumulate Whether to add to what `out` holds.
 */
export function multiplyPanels(
  weights: usize,
  panels: usize,
  panelStride: usize,
  depth: u32,
  panelCount: u32,
  out: usize,
  outStride: usize,
  accumulate: bool,
): void {
  for (let k: u32 = 0; k < depth; k += DEPTH_BLOCK) {
    const block = min(DEPTH_BLOCK, depth - k);
    for (let p: u32 = 0; p < panelCount; p++) {
      multiplyTile(
        weights + (<usize> k << 4),
        panels + p * panelStride + k * PANEL_BYTES,
        block,
        out + p * PANEL_BYTES,
        outStride,
        accumulate || k > 0,
      );
    }
  }
}

/** One tile. A function of its own: V8 replaces slow code by fast where a function is entered. */
function multiplyTile(
  weights: usize,
  panel: usize,
  depth: u32,
  out: usize,
  outStride: usize,
  accumulate: bool,
): void {
  const end = weights + (<usize> depth << 4);
  const out1 = out + outStride, out2 = out1 + outStride, out3 = out2 + outStride;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  do {
    const left = v128.load(panel), right = v128.load(panel, 16), four = v128.load(weights);
    let spread = v128.shuffle<f32>(four, four, 0, 0, 0, 0);
    s00 = madd(spread, left, s00);
    s01 = madd(spread, right, s01);
    spread = v128.shuffle<f32>(four, four, 1, 1, 1, 1);
    s10 = madd(spread, left, s10);
    s11 = madd(spread, right, s11);
    spread = v128.load32_splat(weights, 8);
    s20 = madd(spread, left, s20);
    s21 = madd(spread, right, s21);
    spread = v128.load32_splat(weights, 12);
    s30 = madd(spread, left, s30);
    s31 = madd(spread, right, s31);
    weights += 16;
    panel += PANEL_BYTES;
  } while (weights != end);
  if (accumulate) {
    s00 = f32x4.add(s00, v128.load(out));
    s01 = f32x4.add(s01, v128.load(out, 16));
    s10 = f32x4.add(s10, v128.load(out1));
    s11 = f32x4.add(s11, v128.load(out1, 16));
    s20 = f32x4.add(s20, v128.load(out2));
    s21 = f32x4.add(s21, v128.load(out2, 16));
    s30 = f32x4.add(s30, v128.load(out3));
    s31 = f32x4.add(s31, v128.load(out3, 16));
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out1, s10);
  v128.store(out1, s11, 16);
  v128.store(out2, s20);
  v128.store(out2, s21, 16);
  v128.store(out3, s30);
  v128.store(out3, s31, 16);
}
