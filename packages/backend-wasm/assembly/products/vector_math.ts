import { madd } from "./madd";

/**
 * tanh as an odd rational function, z P(z²) / Q(z²) with P of degree 6 and Q of degree 3, after clamping z.
 * Relative error below 3e-7. The coefficients are the minimax ones in common use for float32 (they are
 * Eigen's). σ(z) = ½ + ½ tanh(z/2) follows at the same cost, without the overflow of exp.
 *
 * At the clamp the function is exactly 1, with fused multiply-adds and without: a gate that is saturated
 * has no gradient, where one rounded to something else would have one of 1e-7 times whatever comes in.
 *
 * The constants are kept in memory as whole vectors: V8 would build a v128 constant anew in every
 * iteration, which makes the loop three to four times slower. They are written by `writeConstants`
 * rather than by a data segment, which every thread's instance would write again.
 */
const CLAMP: f32 = 8.078094482421875;

/** Where in the table a vector of ones is. */
export const ONES: usize = 13 * 16;

/** Where a vector is of the magnitude below which gradients and states become zero (`flush.ts`). */
export const TINY: usize = 14 * 16;

/** Writes the constants of all loops: 15 vectors. */
export function writeConstants(table: usize): void {
  writeConstant(table, 0, CLAMP);
  writeConstant(table, 1, -CLAMP);
  // P, from the highest power of z² to the lowest.
  writeConstant(table, 2, -2.76076847742355e-16);
  writeConstant(table, 3, 2.00018790482477e-13);
  writeConstant(table, 4, -8.60467152213735e-11);
  writeConstant(table, 5, 5.12229709037114e-08);
  writeConstant(table, 6, 1.48572235717979e-05);
  writeConstant(table, 7, 6.37261928875436e-04);
  writeConstant(table, 8, 4.89352455891786e-03);
  // Q.
  writeConstant(table, 9, 1.19825839466702e-06);
  writeConstant(table, 10, 1.18534705686654e-04);
  writeConstant(table, 11, 2.26843463243900e-03);
  writeConstant(table, 12, 4.89352518554385e-03);
  writeConstant(table, 13, 1);
  writeConstant(table, 14, 1e-30);
}

function writeConstant(table: usize, index: usize, value: f32): void {
  v128.store(table + (index << 4), f32x4.splat(value));
}

/**
 * One row of activations, σ or tanh of `aScale a + xScale x + shift`.
 *
 * pmin and pmax keep a NaN, so that a diverged run stays visible.
 *
 * @param bytes Length of the rows in bytes, a multiple of 16.
 */
export function activate(
  a: usize,
  aScale: f32,
  x: usize,
  xScale: f32,
  shift: f32,
  out: usize,
  bytes: usize,
  sigmoid: bool,
  table: usize,
): void {
  const high = v128.load(table), low = v128.load(table, 16);
  const p6 = v128.load(table, 32), p5 = v128.load(table, 48), p4 = v128.load(table, 64);
  const p3 = v128.load(table, 80), p2 = v128.load(table, 96), p1 = v128.load(table, 112);
  const p0 = v128.load(table, 128);
  const q3 = v128.load(table, 144), q2 = v128.load(table, 160), q1 = v128.load(table, 176);
  const q0 = v128.load(table, 192), tiny = v128.load(table, TINY);
  const half: f32 = sigmoid ? 0.5 : 1;
  const aFactor = f32x4.splat(half * aScale), xFactor = f32x4.splat(half * xScale);
  const addend = f32x4.splat(half * shift);
  const factor = f32x4.splat(half), offset = f32x4.splat(1 - half);
  const end = a + bytes;
  while (a != end) {
    const sum = madd(v128.load(a), aFactor, madd(v128.load(x), xFactor, addend));
    const z = f32x4.pmax(f32x4.pmin(sum, high), low);
    // What is added keeps the square of a small z from becoming subnormal.
    const u = madd(z, z, tiny);
    let p = madd(p6, u, p5);
    p = madd(p, u, p4);
    p = madd(p, u, p3);
    p = madd(p, u, p2);
    p = madd(p, u, p1);
    p = madd(p, u, p0);
    let q = madd(q3, u, q2);
    q = madd(q, u, q1);
    q = madd(q, u, q0);
    v128.store(out, madd(f32x4.div(f32x4.mul(z, p), q), factor, offset));
    a += 16;
    x += 16;
    out += 16;
  }
}
