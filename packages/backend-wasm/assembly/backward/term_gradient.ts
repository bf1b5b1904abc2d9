import { madd, nmadd } from "../products/madd";
import { storeTransposed, sumLanes } from "../products/transpose";

/**
 * The gradient of a normalized term of a unit's four gates,
 *
 *     da = γ/σ̂ (d − w (Σ d + â Σ d â)),   â = (a − μ̂)/σ̂,
 *
 * in two passes over the gates' gradients d: sums, then da.
 */

/** Bytes `sumGradients` writes. */
export const GRADIENT_SUMS_BYTES: usize = 12 * 16;

/**
 * Adds up d, d (a − aMean) and d (x − xMean) for each of four gates, lanes apart: read them with
 * `gradientSum`. Idle rows have d = 0.
 *
 * @param aMean Four means, one a gate; so is `xMean`.
 */
export function sumGradients(
  d: usize,
  dStride: usize,
  a: usize,
  aStride: usize,
  aMean: usize,
  x: usize,
  xStride: usize,
  xMean: usize,
  bytes: usize,
  sums: usize,
): void {
  for (let gate: usize = 0; gate < 4; gate++) {
    const aCenter = v128.load32_splat(aMean + (gate << 2));
    const xCenter = v128.load32_splat(xMean + (gate << 2));
    let sum = f32x4.splat(0), sumA = sum, sumX = sum;
    for (let k: usize = 0; k != bytes; k += 16) {
      const v = v128.load(d + k);
      sum = f32x4.add(sum, v);
      sumA = madd(v, f32x4.sub(v128.load(a + k), aCenter), sumA);
      sumX = madd(v, f32x4.sub(v128.load(x + k), xCenter), sumX);
    }
    v128.store(sums, sum);
    v128.store(sums, sumA, 64);
    v128.store(sums, sumX, 128);
    sums += 16;
    d += dStride;
    a += aStride;
    x += xStride;
  }
}

/** One of the three sums of `sumGradients`, a lane a gate. */
export function gradientSum(sums: usize, which: usize): v128 {
  const at = sums + (which << 6);
  return sumLanes(v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
}

/**
 * Writes da of a unit twice: into panels, where the product with the transposed weights reads it, and row
 * by row, where the gradient of the weights does.
 *
 * @param scale γ/σ̂ of the four gates.
 * @param constant w Σ d γ/σ̂.
 * @param slope w Σ d â γ/σ̂², the factor of a − μ̂.
 * @param panel The unit's place in the first panel.
 * @param gateBytes Bytes from a gate to the next there.
 * @param row The unit's first row `[4 gates]`, or 0 if panels are all that is wanted.
 */
export function writeTermGradient(
  d: usize,
  dStride: usize,
  a: usize,
  aStride: usize,
  mean: v128,
  scale: v128,
  constant: v128,
  slope: v128,
  mask: usize,
  panel: usize,
  panelStride: usize,
  gateBytes: usize,
  row: usize,
  bytes: usize,
): void {
  const mean0 = v128.shuffle<f32>(mean, mean, 0, 0, 0, 0);
  const mean1 = v128.shuffle<f32>(mean, mean, 1, 1, 1, 1);
  const mean2 = v128.shuffle<f32>(mean, mean, 2, 2, 2, 2);
  const mean3 = v128.shuffle<f32>(mean, mean, 3, 3, 3, 3);
  const scale0 = v128.shuffle<f32>(scale, scale, 0, 0, 0, 0);
  const scale1 = v128.shuffle<f32>(scale, scale, 1, 1, 1, 1);
  const scale2 = v128.shuffle<f32>(scale, scale, 2, 2, 2, 2);
  const scale3 = v128.shuffle<f32>(scale, scale, 3, 3, 3, 3);
  const minus = f32x4.neg(constant);
  const minus0 = v128.shuffle<f32>(minus, minus, 0, 0, 0, 0);
  const minus1 = v128.shuffle<f32>(minus, minus, 1, 1, 1, 1);
  const minus2 = v128.shuffle<f32>(minus, minus, 2, 2, 2, 2);
  const minus3 = v128.shuffle<f32>(minus, minus, 3, 3, 3, 3);
  const slope0 = v128.shuffle<f32>(slope, slope, 0, 0, 0, 0);
  const slope1 = v128.shuffle<f32>(slope, slope, 1, 1, 1, 1);
  const slope2 = v128.shuffle<f32>(slope, slope, 2, 2, 2, 2);
  const slope3 = v128.shuffle<f32>(slope, slope, 3, 3, 3, 3);
  const d1 = d + dStride, d2 = d1 + dStride, d3 = d2 + dStride;
  const a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
  for (let k: usize = 0; k != bytes; k += 16) {
    const active = v128.load(mask + k);
    const c0 = f32x4.sub(v128.load(a + k), mean0), c1 = f32x4.sub(v128.load(a1 + k), mean1);
    const c2 = f32x4.sub(v128.load(a2 + k), mean2), c3 = f32x4.sub(v128.load(a3 + k), mean3);
    const g0 = v128.and(madd(v128.load(d + k), scale0, nmadd(c0, slope0, minus0)), active);
    const g1 = v128.and(madd(v128.load(d1 + k), scale1, nmadd(c1, slope1, minus1)), active);
    const g2 = v128.and(madd(v128.load(d2 + k), scale2, nmadd(c2, slope2, minus2)), active);
    const g3 = v128.and(madd(v128.load(d3 + k), scale3, nmadd(c3, slope3, minus3)), active);
    // Two vectors of rows fill one panel.
    const half = panel + (k & 16);
    v128.store(half, g0);
    v128.store(half + gateBytes, g1);
    v128.store(half + 2 * gateBytes, g2);
    v128.store(half + 3 * gateBytes, g3);
    if (k & 16) panel += panelStride;
    if (row) {
      storeTransposed(g0, g1, g2, g3, row, 16);
      row += 64;
    }
  }
}
