/**
 * Adds `Aᵀ B` to a tile of 4 x 4 numbers, for A and B of `length` rows of 4 numbers each.
 *
 * Sixteen sums stay in registers, each number loaded is used four times, and both operands are read in order:
 * this is what makes a matrix product in plain JavaScript fast.
 *
 * @param a A `[length, 4]`, from `aAt`.
 * @param b B `[length, 4]`, from `bAt`.
 * @param tile The tile `[4, 4]`, from `tileAt`.
 */
export function addOuterProducts(
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  length: number,
  tile: Float64Array,
  tileAt: number,
): void {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0;
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0;
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  for (let p = 0; p < length; p++, aAt += 4, bAt += 4) {
    const a0 = a[aAt], a1 = a[aAt + 1], a2 = a[aAt + 2], a3 = a[aAt + 3];
    const b0 = b[bAt], b1 = b[bAt + 1], b2 = b[bAt + 2], b3 = b[bAt + 3];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  tile[tileAt] += s00;
  tile[tileAt + 1] += s01;
  tile[tileAt + 2] += s02;
  tile[tileAt + 3] += s03;
  tile[tileAt + 4] += s10;
  tile[tileAt + 5] += s11;
  tile[tileAt + 6] += s12;
  tile[tileAt + 7] += s13;
  tile[tileAt + 8] += s20;
  tile[tileAt + 9] += s21;
  tile[tileAt + 10] += s22;
  tile[tileAt + 11] += s23;
  tile[tileAt + 12] += s30;
  tile[tileAt + 13] += s31;
  tile[tileAt + 14] += s32;
  tile[tileAt + 15] += s33;
}
