import type { Matrix } from "./matrix.ts";

/**
 * All dot products of the rows of two matrices: `out[j, i] (+)= Σ_k a[i, k] b[j, k]`.
 *
 * Every product of the LSTM has this form if the summed index runs along the rows of both operands, and this
 * package lays them out that way.
 *
 * What is fast in V8, by measurement: 2 x 3 sums stay in registers, while larger tiles use each loaded value
 * more often but are slower, because sums are spilled to the stack. One index runs along a row of `a`, and the
 * other rows are at a fixed distance from it, which leaves registers for indices too; `| 0` avoids a check for
 * overflow. Sums are float64, which costs nothing: `Math.fround` arithmetic is three times slower.
 *
 * @param a Matrix `[rows, depth]`; it is read again for every three rows of `b`, so pass the smaller matrix
 *   here.
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
    // In place of rows beyond the end of b its last row is computed again and written to the same place, so
    // that the edge needs no code of its own.
    const j1 = Math.min(j + 1, columns - 1);
    const j2 = Math.min(j + 2, columns - 1);
    const b0 = b.offset + j * b.stride;
    const b1 = b.offset + j1 * b.stride;
    const b2 = b.offset + j2 * b.stride;
    const c0 = out.offset + j * out.stride;
    const c1 = out.offset + j1 * out.stride;
    const c2 = out.offset + j2 * out.stride;
    let i = 0;
    for (; i < rows - 1; i += 2) {
      const start = (a.offset + i * a.stride) | 0;
      const end = (start + depth) | 0;
      const toA1 = a.stride | 0;
      const toB0 = (b0 - start) | 0;
      const toB1 = (b1 - start) | 0;
      const toB2 = (b2 - start) | 0;
      let s00 = 0, s01 = 0, s02 = 0, s10 = 0, s11 = 0, s12 = 0;
      for (let k = start; k < end; k = (k + 1) | 0) {
        const y0 = bv[(k + toB0) | 0];
        const y1 = bv[(k + toB1) | 0];
        const y2 = bv[(k + toB2) | 0];
        const x0 = av[k];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        const x1 = av[(k + toA1) | 0];
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
      }
      if (accumulate) {
        s00 += cv[c0 + i], s01 += cv[c1 + i], s02 += cv[c2 + i];
        s10 += cv[c0 + i + 1], s11 += cv[c1 + i + 1], s12 += cv[c2 + i + 1];
      }
      cv[c0 + i] = s00, cv[c0 + i + 1] = s10;
      cv[c1 + i] = s01, cv[c1 + i + 1] = s11;
      cv[c2 + i] = s02, cv[c2 + i + 1] = s12;
    }
    if (i < rows) {
      const start = (a.offset + i * a.stride) | 0;
      const end = (start + depth) | 0;
      const toB0 = (b0 - start) | 0;
      const toB1 = (b1 - start) | 0;
      const toB2 = (b2 - start) | 0;
      let s0 = 0, s1 = 0, s2 = 0;
      for (let k = start; k < end; k = (k + 1) | 0) {
        const x = av[k];
        s0 += x * bv[(k + toB0) | 0];
        s1 += x * bv[(k + toB1) | 0];
        s2 += x * bv[(k + toB2) | 0];
      }
      if (accumulate) s0 += cv[c0 + i], s1 += cv[c1 + i], s2 += cv[c2 + i];
      cv[c0 + i] = s0, cv[c1 + i] = s1, cv[c2 + i] = s2;
    }
  }
}
