import { multiplyPanels } from "./gemm_tile";
import { madd } from "./madd";
import { PANEL_BYTES, Step } from "../memory/problem";

/**
 * The terms of some units' four gates at one step: a quartet of `step.rows` rows each.
 *
 * @param weights `[units][depth][4 gates]`.
 * @param panels What comes in `[rows/8][depth][8]`.
 */
export function multiplyRows(
  weights: usize,
  panels: usize,
  depth: u32,
  step: Step,
  units: u32,
  out: usize,
): void {
  const rowBytes = <usize> step.rows << 2;
  if (step.active == 1) return multiplyRow(weights, panels, depth, units, out, rowBytes);
  for (let unit: u32 = 0; unit < units; unit++) {
    const stride = depth * PANEL_BYTES;
    multiplyPanels(weights, panels, stride, depth, step.rows >> 3, out, rowBytes, false);
    weights += <usize> depth << 4;
    out += rowBytes << 2;
  }
}

/** The product for one row alone: the tile would multiply seven idle rows beside it. */
function multiplyRow(
  weights: usize,
  panel: usize,
  depth: u32,
  units: u32,
  out: usize,
  rowBytes: usize,
): void {
  const quartetBytes = rowBytes << 2;
  multiplyUnits(weights, panel, PANEL_BYTES, depth, units, out, quartetBytes);
  for (const end = out + units * quartetBytes; out != end; out += quartetBytes) {
    spreadRow(out, rowBytes);
  }
}

/**
 * A row of numbers times the weights of some units, a vector of four gates for each.
 *
 * What takes the time is to read the weights, once for each row. Four units are read side by side, which shares
 * what comes in among them and keeps more lines of memory on their way.
 *
 * @param weights `[units][depth][4 gates]`.
 * @param source What comes in, numbers that are `sourceBytes` apart.
 * @param out Where the first unit's vector goes; each other's is `outBytes` further.
 */
export function multiplyUnits(
  weights: usize,
  source: usize,
  sourceBytes: usize,
  depth: u32,
  units: u32,
  out: usize,
  outBytes: usize,
): void {
  const unitBytes = <usize> depth << 4;
  for (let unit: u32 = 0; unit < units; unit += 4) {
    const left = units - unit;
    // Where fewer are left, one takes the others' turns, and is overwritten by itself.
    const w1 = left > 1 ? weights + unitBytes : weights;
    const w2 = left > 2 ? w1 + unitBytes : w1, w3 = left > 3 ? w2 + unitBytes : w2;
    const o1 = left > 1 ? out + outBytes : out;
    const o2 = left > 2 ? o1 + outBytes : o1, o3 = left > 3 ? o2 + outBytes : o2;
    multiplyFour(weights, w1, w2, w3, source, sourceBytes, depth, out, o1, o2, o3);
    weights += 4 * unitBytes;
    out += 4 * outBytes;
  }
}

function multiplyFour(
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  source: usize,
  sourceBytes: usize,
  depth: u32,
  out0: usize,
  out1: usize,
  out2: usize,
  out3: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
  const end = <usize> depth << 4, pairs = <usize> (depth & ~1) << 4;
  let k: usize = 0;
  for (; k != pairs; k += 32) {
    const left = v128.load32_splat(source), right = v128.load32_splat(source + sourceBytes);
    s0 = madd(v128.load(w0 + k), left, s0);
    s1 = madd(v128.load(w1 + k), left, s1);
    s2 = madd(v128.load(w2 + k), left, s2);
    s3 = madd(v128.load(w3 + k), left, s3);
    t0 = madd(v128.load(w0 + k, 16), right, t0);
    t1 = madd(v128.load(w1 + k, 16), right, t1);
    t2 = madd(v128.load(w2 + k, 16), right, t2);
    t3 = madd(v128.load(w3 + k, 16), right, t3);
    source += 2 * sourceBytes;
  }
  if (k != end) {
    const left = v128.load32_splat(source);
    s0 = madd(v128.load(w0 + k), left, s0);
    s1 = madd(v128.load(w1 + k), left, s1);
    s2 = madd(v128.load(w2 + k), left, s2);
    s3 = madd(v128.load(w3 + k), left, s3);
  }
  v128.store(out0, f32x4.add(s0, t0));
  v128.store(out1, f32x4.add(s1, t1));
  v128.store(out2, f32x4.add(s2, t2));
  v128.store(out3, f32x4.add(s3, t3));
}

/** Makes a vector of the four gates of one row a quartet, whose idle rows are zero. */
function spreadRow(out: usize, rowBytes: usize): void {
  const sum = v128.load(out), zero = f32x4.splat(0);
  for (let gate: usize = 0; gate < 4; gate++) {
    v128.store(out + gate * rowBytes, zero);
    v128.store(out + gate * rowBytes, zero, 16);
  }
  v128.store_lane<f32>(out, sum, 0);
  v128.store_lane<f32>(out + rowBytes, sum, 1);
  v128.store_lane<f32>(out + 2 * rowBytes, sum, 2);
  v128.store_lane<f32>(out + 3 * rowBytes, sum, 3);
}
