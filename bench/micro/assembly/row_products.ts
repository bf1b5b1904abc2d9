import { madd } from "../../../packages/backend-wasm/assembly/products/madd";
import { multiplyUnits } from "../../../packages/backend-wasm/assembly/products/row_product";

/**
 * A row of numbers times weights, for `bench/micro/wasm_row_product.ts`: as the kernels do it, with weights of half
 * the size, and what it takes only to read the weights. `units` is a multiple of eight.
 */

/** The product of the kernels. */
export function float32(weights: usize, row: usize, depth: u32, units: u32, out: usize): void {
  multiplyUnits(weights, row, 4, depth, units, out, 16);
}

/** Reads as many bytes as that product does. */
export function read(weights: usize, _row: usize, depth: u32, units: u32, out: usize): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const quarter = <usize> (depth * units) << 2, end = weights + quarter;
  const second = quarter, third = 2 * quarter, fourth = 3 * quarter;
  for (let at = weights; at != end; at += 16) {
    s0 = f32x4.add(s0, v128.load(at));
    s1 = f32x4.add(s1, v128.load(at + second));
    s2 = f32x4.add(s2, v128.load(at + third));
    s3 = f32x4.add(s3, v128.load(at + fourth));
  }
  v128.store(out, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/**
 * Weights of 16 bits, `[units/2][depth][4 gates][2]`: bfloat16, or whole numbers to be scaled when they are summed.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function halves(weights: usize, row: usize, depth: u32, units: u32, out: usize, whole: bool): void {
  const mask = i32x4.splat(<i32> 0xffff0000), pairBytes = <usize> depth << 4;
  for (let unit: u32 = 0; unit < units; unit += 8) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
    const w1 = weights + pairBytes, w2 = w1 + pairBytes, w3 = w2 + pairBytes;
    let h = row;
    for (let k: usize = 0; k != pairBytes; k += 16) {
      const x = v128.load32_splat(h), a = v128.load(weights + k), b = v128.load(w1 + k);
      const c = v128.load(w2 + k), d = v128.load(w3 + k);
      s0 = madd(widen(i32x4.shl(a, 16), whole), x, s0);
      t0 = madd(widen(v128.and(a, mask), whole), x, t0);
      s1 = madd(widen(i32x4.shl(b, 16), whole), x, s1);
      t1 = madd(widen(v128.and(b, mask), whole), x, t1);
      s2 = madd(widen(i32x4.shl(c, 16), whole), x, s2);
      t2 = madd(widen(v128.and(c, mask), whole), x, t2);
      s3 = madd(widen(i32x4.shl(d, 16), whole), x, s3);
      t3 = madd(widen(v128.and(d, mask), whole), x, t3);
      h += 4;
    }
    v128.store(out, s0);
    v128.store(out, t0, 16);
    v128.store(out, s1, 32);
    v128.store(out, t1, 48);
    v128.store(out, s2, 64);
    v128.store(out, t2, 80);
    v128.store(out, s3, 96);
    v128.store(out, t3, 112);
    out += 128;
    weights += 4 * pairBytes;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function widen(high: v128, whole: bool): v128 {
  return whole ? f32x4.convert_i32x4_s(high) : high;
}

/** The product with weights in bfloat16. */
export function bfloat16(weights: usize, row: usize, depth: u32, units: u32, out: usize): void {
  halves(weights, row, depth, units, out, false);
}

/** The product with whole numbers of 16 bits. */
export function int16(weights: usize, row: usize, depth: u32, units: u32, out: usize): void {
  halves(weights, row, depth, units, out, true);
}
