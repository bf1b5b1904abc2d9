import { madd } from "../products/madd";
import { NONE, Problem, Site } from "../memory/problem";
import { sumLanes } from "../products/transpose";

/**
 * Statistics of the columns of a batch. The four gates of a unit go together: sums of four columns become
 * the four lanes of one vector, and everything after them is vector arithmetic.
 *
 * The variance is taken in a second pass around the mean, as in the reference: in one pass it would
 * vanish in rounding where the mean is large.
 */

/**
 * Sums over active rows of the four columns of a quartet.
 *
 * @param stride Bytes from one column to the next.
 */
export function sumQuartet(a: usize, stride: usize, active: u32, mask: usize): v128 {
  const a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const whole = <usize> (active & ~3) << 2;
  for (let i: usize = 0; i != whole; i += 16) {
    s0 = f32x4.add(s0, v128.load(a + i));
    s1 = f32x4.add(s1, v128.load(a1 + i));
    s2 = f32x4.add(s2, v128.load(a2 + i));
    s3 = f32x4.add(s3, v128.load(a3 + i));
  }
  if (active & 3) {
    const m = v128.load(mask + whole);
    s0 = f32x4.add(s0, v128.and(v128.load(a + whole), m));
    s1 = f32x4.add(s1, v128.and(v128.load(a1 + whole), m));
    s2 = f32x4.add(s2, v128.and(v128.load(a2 + whole), m));
    s3 = f32x4.add(s3, v128.and(v128.load(a3 + whole), m));
  }
  return sumLanes(s0, s1, s2, s3);
}

/** Sums over active rows of the squared distances of four columns from their means. */
export function sumSquaresQuartet(
  a: usize,
  stride: usize,
  active: u32,
  mask: usize,
  mean: v128,
): v128 {
  const a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
  const m0 = v128.shuffle<f32>(mean, mean, 0, 0, 0, 0);
  const m1 = v128.shuffle<f32>(mean, mean, 1, 1, 1, 1);
  const m2 = v128.shuffle<f32>(mean, mean, 2, 2, 2, 2);
  const m3 = v128.shuffle<f32>(mean, mean, 3, 3, 3, 3);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const whole = <usize> (active & ~3) << 2;
  for (let i: usize = 0; i != whole; i += 16) {
    const d0 = f32x4.sub(v128.load(a + i), m0), d1 = f32x4.sub(v128.load(a1 + i), m1);
    const d2 = f32x4.sub(v128.load(a2 + i), m2), d3 = f32x4.sub(v128.load(a3 + i), m3);
    s0 = madd(d0, d0, s0);
    s1 = madd(d1, d1, s1);
    s2 = madd(d2, d2, s2);
    s3 = madd(d3, d3, s3);
  }
  if (active & 3) {
    const m = v128.load(mask + whole);
    const d0 = v128.and(f32x4.sub(v128.load(a + whole), m0), m);
    const d1 = v128.and(f32x4.sub(v128.load(a1 + whole), m1), m);
    const d2 = v128.and(f32x4.sub(v128.load(a2 + whole), m2), m);
    const d3 = v128.and(f32x4.sub(v128.load(a3 + whole), m3), m);
    s0 = madd(d0, d0, s0);
    s1 = madd(d1, d1, s1);
    s2 = madd(d2, d2, s2);
    s3 = madd(d3, d3, s3);
  }
  return sumLanes(s0, s1, s2, s3);
}

/** Sum over active rows of one column, in lane 0. */
export function sumColumn(a: usize, active: u32, mask: usize): v128 {
  let s0 = f32x4.splat(0), s1 = s0;
  const whole = <usize> (active & ~3) << 2;
  const pairs = whole & ~31;
  for (let i: usize = 0; i != pairs; i += 32) {
    s0 = f32x4.add(s0, v128.load(a + i));
    s1 = f32x4.add(s1, v128.load(a + i, 16));
  }
  if (pairs != whole) s0 = f32x4.add(s0, v128.load(a + pairs));
  if (active & 3) s1 = f32x4.add(s1, v128.and(v128.load(a + whole), v128.load(mask + whole)));
  const zero = f32x4.splat(0);
  return sumLanes(f32x4.add(s0, s1), zero, zero, zero);
}

/** Sum over active rows of the squared distances of one column from its mean, in lane 0. */
export function sumSquaresColumn(a: usize, active: u32, mask: usize, mean: v128): v128 {
  const m = v128.shuffle<f32>(mean, mean, 0, 0, 0, 0);
  let s0 = f32x4.splat(0), s1 = s0;
  const whole = <usize> (active & ~3) << 2;
  const pairs = whole & ~31;
  for (let i: usize = 0; i != pairs; i += 32) {
    const d0 = f32x4.sub(v128.load(a + i), m), d1 = f32x4.sub(v128.load(a + i, 16), m);
    s0 = madd(d0, d0, s0);
    s1 = madd(d1, d1, s1);
  }
  if (pairs != whole) {
    const d = f32x4.sub(v128.load(a + pairs), m);
    s0 = madd(d, d, s0);
  }
  if (active & 3) {
    const d = v128.and(f32x4.sub(v128.load(a + whole), m), v128.load(mask + whole));
    s1 = madd(d, d, s1);
  }
  const zero = f32x4.splat(0);
  return sumLanes(f32x4.add(s0, s1), zero, zero, zero);
}

/** 1 / n in every lane; 0 where this process has no row at a step that others have. */
export function shareOf(active: u32): v128 {
  return f32x4.splat(active > 0 ? <f32> 1 / <f32> active : 0);
}

/** Whether statistics of the hidden term are summed over processes. */
export function sharesHidden(p: Problem): bool {
  return p.shared != 0 && p.hiddenSite.kind != NONE;
}

/**
 * Turns the statistics of a batch into those that normalize it: reports them, blends them with the prior
 *
 *     μ̂ = λ μ + (1−λ) μ̄;  v̂ = λ v + (1−λ) v̄ + λ (1−λ) (μ−μ̄)²
 *
 * and saves μ̂ and 1/sqrt(v̂ + ε), two vectors, at `saved`.
 *
 * @param row Row of the statistics to write.
 * @param priorRow Row of the prior, before it is limited to the rows there are.
 * @param columns 4 for the gates of a unit, H columns apart, or 1 for a cell.
 */
export function settleStatistics(
  p: Problem,
  site: Site,
  row: u32,
  priorRow: u32,
  blend: f32,
  unit: u32,
  columns: u32,
  mean: v128,
  variance: v128,
  saved: usize,
): void {
  if (site.statisticsRows > 0) {
    const half = site.statisticsRows * site.columns;
    const at = row * site.columns + unit;
    writeColumns(mean, site.statistics + (<usize> at << 2), p.hidden, columns);
    writeColumns(variance, site.statistics + (<usize> (half + at) << 2), p.hidden, columns);
  }
  if (blend < 1) {
    const half = site.priorRows * site.columns;
    const at = min(priorRow, site.priorRows - 1) * site.columns + unit;
    const priorMean = readColumns(site.prior + (<usize> at << 2), p.hidden, columns);
    const priorVariance = readColumns(site.prior + (<usize> (half + at) << 2), p.hidden, columns);
    const own = f32x4.splat(blend), other = f32x4.splat(1 - blend);
    const between = f32x4.sub(mean, priorMean);
    const spread = f32x4.mul(f32x4.mul(own, other), f32x4.mul(between, between));
    mean = f32x4.add(f32x4.mul(own, mean), f32x4.mul(other, priorMean));
    variance = f32x4.add(f32x4.mul(own, variance), f32x4.mul(other, priorVariance));
    variance = f32x4.add(variance, spread);
  }
  const deviation = f32x4.sqrt(f32x4.add(variance, f32x4.splat(p.epsilon)));
  v128.store(saved, mean);
  v128.store(saved, f32x4.div(f32x4.splat(1), deviation), 16);
}

/** Saves μ̂ = 0 and 1/σ̂ = 1, with which a site that is not normalized is the identity. */
export function saveIdentity(saved: usize): void {
  v128.store(saved, f32x4.splat(0));
  v128.store(saved, f32x4.splat(1), 16);
}

/** Reads one number a gate, `hidden` numbers apart, into the lanes of a vector; the first lane alone for a cell. */
export function readColumns(at: usize, hidden: u32, columns: u32): v128 {
  const first = v128.load32_zero(at);
  if (columns == 1) return first;
  const stride = <usize> hidden << 2;
  let v = v128.load_lane<f32>(at + stride, first, 1);
  v = v128.load_lane<f32>(at + 2 * stride, v, 2);
  return v128.load_lane<f32>(at + 3 * stride, v, 3);
}

/** Writes the lanes of a vector one number a gate, `hidden` numbers apart; the first lane alone for a cell. */
export function writeColumns(v: v128, at: usize, hidden: u32, columns: u32): void {
  v128.store_lane<f32>(at, v, 0);
  if (columns == 1) return;
  const stride = <usize> hidden << 2;
  v128.store_lane<f32>(at + stride, v, 1);
  v128.store_lane<f32>(at + 2 * stride, v, 2);
  v128.store_lane<f32>(at + 3 * stride, v, 3);
}
