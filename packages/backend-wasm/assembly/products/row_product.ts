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
 * What takes the time is to read the weights, once for each row. Four units are read side by side, one of each
 * quarter: caches fetch ahead within a page, and the next line of each is wanted soon.
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
  const unitBytes = <usize> depth << 4, quarter = (units + 3) >> 2;
  const nextWeights = quarter * unitBytes, nextOut = quarter * outBytes;
  for (let unit: u32 = 0; unit < quarter; unit++) {
    // Where the last quarter has fewer, one takes the others' turns, and is overwritten by itself.
    const two = unit + quarter < units, three = unit + 2 * quarter < units;
    const four = unit + 3 * quarter < units;
    const w1 = two ? weights + nextWeights : weights, o1 = two ? out + nextOut : out;
    const w2 = three ? w1 + nextWeights : w1, o2 = three ? o1 + nextOut : o1;
    const w3 = four ? w2 + nextWeights : w2, o3 = four ? o2 + nextOut : o2;
    multiplyFour(weights, w1, w2, w3, source, sourceBytes, depth, out, o1, o2, o3);
    weights += unitBytes;
    out += outBytes;
  }
}

/** Four vectors of one unit each. A whole line of a unit's weights, four numbers that come in, is read at a time. */
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
  const end = w0 + (<usize> depth << 4);
  for (const lines = w0 + (<usize> (depth & ~3) << 4); w0 != lines; w0 += 64) {
    const a = v128.load32_splat(source), b = v128.load32_splat(source + sourceBytes);
    source += 2 * sourceBytes;
    s0 = madd(v128.load(w0), a, s0);
    t0 = madd(v128.load(w0, 16), b, t0);
    s1 = madd(v128.load(w1), a, s1);
    t1 = madd(v128.load(w1, 16), b, t1);
    s2 = madd(v128.load(w2), a, s2);
    t2 = madd(v128.load(w2, 16), b, t2);
    s3 = madd(v128.load(w3), a, s3);
    t3 = madd(v128.load(w3, 16), b, t3);
    const c = v128.load32_splat(source), d = v128.load32_splat(source + sourceBytes);
    source += 2 * sourceBytes;
    s0 = madd(v128.load(w0, 32), c, s0);
    t0 = madd(v128.load(w0, 48), d, t0);
    s1 = madd(v128.load(w1, 32), c, s1);
    t1 = madd(v128.load(w1, 48), d, t1);
    s2 = madd(v128.load(w2, 32), c, s2);
    t2 = madd(v128.load(w2, 48), d, t2);
    s3 = madd(v128.load(w3, 32), c, s3);
    t3 = madd(v128.load(w3, 48), d, t3);
    w1 += 64;
    w2 += 64;
    w3 += 64;
  }
  for (; w0 != end; w0 += 16) {
    const a = v128.load32_splat(source);
    source += sourceBytes;
    s0 = madd(v128.load(w0), a, s0);
    s1 = madd(v128.load(w1), a, s1);
    s2 = madd(v128.load(w2), a, s2);
    s3 = madd(v128.load(w3), a, s3);
    w1 += 16;
    w2 += 16;
    w3 += 16;
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
