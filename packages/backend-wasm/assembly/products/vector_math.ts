import { madd } from "./madd";

/**
 * tanh as an odd rational function, z P(z²) / Q(z²) with P and Q of degree 4, after clamping z. Relative error
 * below 3e-7, half of it from rounding. The coefficients are a minimax fit up to z = 7.72, rounded to single
 * precision. σ(z) = ½ + ½ tanh(z/2) follows at the same cost, without the overflow of exp.
 *
 * At the clamp the function is exactly 1, with fused multiply-adds and without, and nowhere more: a gate that is
 * saturated has no gradient, where one rounded to something else would have one of 1e-7 times whatever comes in.
 *
 * The constants are kept in memory as whole vectors: V8 would build a v128 constant anew in every
 * iteration, which makes the loop three to four times slower. They are written by `writeConstants`
 * rather than by a data segment, which every thread's instance would write again.
 */
const CLAMP: f32 = 7.994053840637207;

/** Where in the table a vector of ones is: the last coefficient of both P and Q. */
export const ONES: usize = 2 * 16;

/** Where a vector is of the magnitude below which gradients and states become zero (`flush.ts`). */
export const TINY: usize = 3 * 16;

/** Writes the constants of all loops: 12 vectors. */
export function writeConstants(table: usize): void {
  writeConstant(table, 0, CLAMP);
  writeConstant(table, 1, -CLAMP);
  writeConstant(table, 2, 1);
  writeConstant(table, 3, 1e-30);
  // P, from the highest power of z² to the lowest.
  writeConstant(table, 4, 1.5787353646601332e-08);
  writeConstant(table, 5, 2.2254080249695107e-05);
  writeConstant(table, 6, 3.5921751987189054e-03);
  writeConstant(table, 7, 1.3461515307426453e-01);
  // Q.
  writeConstant(table, 8, 8.736614631743578e-07);
  writeConstant(table, 9, 3.445744514465332e-04);
  writeConstant(table, 10, 2.6241723448038101e-02);
  writeConstant(table, 11, 4.6794843673706055e-01);
}

function writeConstant(table: usize, index: usize, value: f32): void {
  v128.store(table + (index << 4), f32x4.splat(value));
}

/**
 * One row of activations, σ or tanh of `aScale a + xScale x + shift`.
 *
 * pmin and pmax keep a NaN, so that a diverged run stays visible. Two vectors take turns: what does not fit into
 * registers is then fetched once for both.
 *
 * @param bytes Length of the rows in bytes, a multiple of 32.
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
  const one = v128.load(table, ONES), tiny = v128.load(table, TINY);
  const p4 = v128.load(table, 64), p3 = v128.load(table, 80), p2 = v128.load(table, 96);
  const p1 = v128.load(table, 112);
  const q4 = v128.load(table, 128), q3 = v128.load(table, 144), q2 = v128.load(table, 160);
  const q1 = v128.load(table, 176);
  const half: f32 = sigmoid ? 0.5 : 1;
  const aFactor = f32x4.splat(half * aScale), xFactor = f32x4.splat(half * xScale);
  const addend = f32x4.splat(half * shift);
  const factor = f32x4.splat(half), offset = f32x4.splat(1 - half);
  const end = a + bytes;
  while (a != end) {
    const leftSum = madd(v128.load(a), aFactor, madd(v128.load(x), xFactor, addend));
    const rightSum = madd(v128.load(a, 16), aFactor, madd(v128.load(x, 16), xFactor, addend));
    const left = f32x4.pmax(f32x4.pmin(leftSum, high), low);
    const right = f32x4.pmax(f32x4.pmin(rightSum, high), low);
    // What is added keeps the square of a small z from becoming subnormal.
    const u = madd(left, left, tiny), v = madd(right, right, tiny);
    let leftP = madd(p4, u, p3), rightP = madd(p4, v, p3);
    let leftQ = madd(q4, u, q3), rightQ = madd(q4, v, q3);
    leftP = madd(leftP, u, p2);
    rightP = madd(rightP, v, p2);
    leftQ = madd(leftQ, u, q2);
    rightQ = madd(rightQ, v, q2);
    leftP = madd(leftP, u, p1);
    rightP = madd(rightP, v, p1);
    leftQ = madd(leftQ, u, q1);
    rightQ = madd(rightQ, v, q1);
    leftP = f32x4.mul(left, madd(leftP, u, one));
    rightP = f32x4.mul(right, madd(rightP, v, one));
    leftQ = madd(leftQ, u, one);
    rightQ = madd(rightQ, v, one);
    v128.store(out, madd(f32x4.div(leftP, leftQ), factor, offset));
    v128.store(out, madd(f32x4.div(rightP, rightQ), factor, offset), 16);
    a += 32;
    x += 32;
    out += 32;
  }
}
