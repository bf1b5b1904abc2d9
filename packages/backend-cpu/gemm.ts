import type { Matrix } from "./matrix.ts";

/**
 * All dot products of the rows of two matrices: `out[j, i] (+)= Σ_k a[i, k] b[j, k]`.
 *
 * Every product of the LSTM has this form once its operands lie with the summed index along their rows,
 * which is how this package lays them out. Tiles of 4 x 4 products are held in registers while k runs;
 * `a`, the operand that is read again for every four rows of `b`, should be the smaller one. Sums are
 * float64, which costs nothing in JavaScript: `Math.fround` arithmetic is 2.6 times slower in V8.
 *
 * @param a Matrix `[rows, depth]`.
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
  const tiled = rows - rows % 4;
  for (let j = 0; j < columns; j += 4) {
    for (let i = 0; i < tiled; i += 4) tile(a, i, b, j, columns - 1, depth, out, accumulate);
    for (let i = tiled; i < rows; i++) rowTile(a, i, b, j, columns - 1, depth, out, accumulate);
  }
}

/**
 * Four rows of `a` with rows `j … j + 3` of `b`. Beyond `last` the row `last` stands in: it is computed
 * again and written to the same place, so that no edge needs code of its own.
 */
function tile(
  a: Matrix,
  i: number,
  b: Matrix,
  j: number,
  last: number,
  depth: number,
  out: Matrix,
  accumulate: boolean,
): void {
  const av = a.values;
  const bv = b.values;
  const cv = out.values;
  const a0 = a.offset + i * a.stride;
  const a1 = a0 + a.stride;
  const a2 = a1 + a.stride;
  const a3 = a2 + a.stride;
  const j1 = j + 1 > last ? last : j + 1;
  const j2 = j + 2 > last ? last : j + 2;
  const j3 = j + 3 > last ? last : j + 3;
  const b0 = b.offset + j * b.stride;
  const b1 = b.offset + j1 * b.stride;
  const b2 = b.offset + j2 * b.stride;
  const b3 = b.offset + j3 * b.stride;
  const c0 = out.offset + j * out.stride + i;
  const c1 = out.offset + j1 * out.stride + i;
  const c2 = out.offset + j2 * out.stride + i;
  const c3 = out.offset + j3 * out.stride + i;
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0;
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0;
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  if (accumulate) {
    s00 = cv[c0], s01 = cv[c1], s02 = cv[c2], s03 = cv[c3];
    s10 = cv[c0 + 1], s11 = cv[c1 + 1], s12 = cv[c2 + 1], s13 = cv[c3 + 1];
    s20 = cv[c0 + 2], s21 = cv[c1 + 2], s22 = cv[c2 + 2], s23 = cv[c3 + 2];
    s30 = cv[c0 + 3], s31 = cv[c1 + 3], s32 = cv[c2 + 3], s33 = cv[c3 + 3];
  }
  for (let k = 0; k < depth; k++) {
    const y0 = bv[b0 + k];
    const y1 = bv[b1 + k];
    const y2 = bv[b2 + k];
    const y3 = bv[b3 + k];
    const x0 = av[a0 + k];
    s00 += x0 * y0, s01 += x0 * y1, s02 += x0 * y2, s03 += x0 * y3;
    const x1 = av[a1 + k];
    s10 += x1 * y0, s11 += x1 * y1, s12 += x1 * y2, s13 += x1 * y3;
    const x2 = av[a2 + k];
    s20 += x2 * y0, s21 += x2 * y1, s22 += x2 * y2, s23 += x2 * y3;
    const x3 = av[a3 + k];
    s30 += x3 * y0, s31 += x3 * y1, s32 += x3 * y2, s33 += x3 * y3;
  }
  cv[c0] = s00, cv[c0 + 1] = s10, cv[c0 + 2] = s20, cv[c0 + 3] = s30;
  cv[c1] = s01, cv[c1 + 1] = s11, cv[c1 + 2] = s21, cv[c1 + 3] = s31;
  cv[c2] = s02, cv[c2 + 1] = s12, cv[c2 + 2] = s22, cv[c2 + 3] = s32;
  cv[c3] = s03, cv[c3 + 1] = s13, cv[c3 + 2] = s23, cv[c3 + 3] = s33;
}

/** One row of `a` with rows `j … j + 3` of `b`, as in `tile`. */
function rowTile(
  a: Matrix,
  i: number,
  b: Matrix,
  j: number,
  last: number,
  depth: number,
  out: Matrix,
  accumulate: boolean,
): void {
  const av = a.values;
  const bv = b.values;
  const cv = out.values;
  const a0 = a.offset + i * a.stride;
  const j1 = j + 1 > last ? last : j + 1;
  const j2 = j + 2 > last ? last : j + 2;
  const j3 = j + 3 > last ? last : j + 3;
  const b0 = b.offset + j * b.stride;
  const b1 = b.offset + j1 * b.stride;
  const b2 = b.offset + j2 * b.stride;
  const b3 = b.offset + j3 * b.stride;
  const c0 = out.offset + j * out.stride + i;
  const c1 = out.offset + j1 * out.stride + i;
  const c2 = out.offset + j2 * out.stride + i;
  const c3 = out.offset + j3 * out.stride + i;
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  if (accumulate) s0 = cv[c0], s1 = cv[c1], s2 = cv[c2], s3 = cv[c3];
  for (let k = 0; k < depth; k++) {
    const x = av[a0 + k];
    s0 += x * bv[b0 + k];
    s1 += x * bv[b1 + k];
    s2 += x * bv[b2 + k];
    s3 += x * bv[b3 + k];
  }
  cv[c0] = s0, cv[c1] = s1, cv[c2] = s2, cv[c3] = s3;
}
