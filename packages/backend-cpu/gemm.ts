import type { Matrix } from "./matrix.ts";

/**
 * All dot products of the rows of two matrices: `out[j, i] (+)= Σ_k a[i, k] b[j, k]`.
 *
 * Every product of the LSTM has this form once its operands lie with the summed index along their rows,
 * which is how this package lays them out. A tile of 2 x 3 sums is held in registers while k runs;
 * larger tiles do more with each load and are slower, because V8 then keeps sums on the stack. Sums are
 * float64, which costs nothing: `Math.fround` arithmetic is three times slower. `| 0` spares a check for
 * integer overflow.
 *
 * @param a Matrix `[rows, depth]`; read again for every three rows of `b`, so the smaller of the two.
 * @param rows Rows of `a`, at least 1.
 * @param b Matrix `[columns, depth]`.
 * @param columns Rows of `b`, at least 1.
 * @param depth Length of the rows of both.
 * @param out Matrix `[columns, rows]`.
 * @param accumulate Whether to add to `out` instead of overwriting it.
 */
export function gemm(
  a: Matrix,
  rows: number,
  b: Matrix,
  columns: number,
  depth: number,
  out: Matrix,
  accumulate = false,
): void {
  const av = a.values;
  const bv = b.values;
  const cv = out.values;
  for (let j = 0; j < columns; j += 3) {
    // Beyond the last row of b that row stands in: it is computed again and written to the same place,
    // so that the edge needs no code of its own.
    const j1 = Math.min(j + 1, columns - 1);
    const j2 = Math.min(j + 2, columns - 1);
    const b0 = b.offset + j * b.stride;
    const b1 = b.offset + j1 * b.stride;
    const b2 = b.offset + j2 * b.stride;
    let c0 = out.offset + j * out.stride;
    let c1 = out.offset + j1 * out.stride;
    let c2 = out.offset + j2 * out.stride;
    let i = 0;
    for (; i < rows - 1; i += 2, c0 += 2, c1 += 2, c2 += 2) {
      const a0 = a.offset + i * a.stride;
      const a1 = a0 + a.stride;
      let s00 = 0, s01 = 0, s02 = 0, s10 = 0, s11 = 0, s12 = 0;
      if (accumulate) {
        s00 = cv[c0], s01 = cv[c1], s02 = cv[c2];
        s10 = cv[c0 + 1], s11 = cv[c1 + 1], s12 = cv[c2 + 1];
      }
      for (let k = 0; k < depth; k++) {
        const y0 = bv[(b0 + k) | 0];
        const y1 = bv[(b1 + k) | 0];
        const y2 = bv[(b2 + k) | 0];
        const x0 = av[(a0 + k) | 0];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        const x1 = av[(a1 + k) | 0];
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
      }
      cv[c0] = s00, cv[c0 + 1] = s10;
      cv[c1] = s01, cv[c1 + 1] = s11;
      cv[c2] = s02, cv[c2 + 1] = s12;
    }
    if (i < rows) {
      const a0 = a.offset + i * a.stride;
      let s0 = 0, s1 = 0, s2 = 0;
      if (accumulate) s0 = cv[c0], s1 = cv[c1], s2 = cv[c2];
      for (let k = 0; k < depth; k++) {
        const x = av[(a0 + k) | 0];
        s0 += x * bv[(b0 + k) | 0];
        s1 += x * bv[(b1 + k) | 0];
        s2 += x * bv[(b2 + k) | 0];
      }
      cv[c0] = s0, cv[c1] = s1, cv[c2] = s2;
    }
  }
}
