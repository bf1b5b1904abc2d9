import type { Shader } from "./shader.ts";
import { PRODUCT_DEPTH } from "../tuning/check_tuning.ts";

/** Which operand of a product is read transposed. */
export type Transposed = "neither" | "left" | "right";

/** The part of a product that one workgroup computes, with one thread per 4 x 4 elements. */
export interface ProductTile {
  /** Rows, a multiple of 4. */
  rows: number;
  /** Columns, a multiple of 4. */
  columns: number;
}

/** The tile for a product: as tuned, but narrower if the product is narrow. */
export function productTile(rows: number, columns: number, tile: number): ProductTile {
  if (rows <= 4) return { rows: 4, columns: 2 * tile };
  if (columns <= 4) return { rows: 2 * tile, columns: 4 };
  return { rows: tile, columns: tile };
}

/**
 * `C = A B`, `Aᵀ B` or `A Bᵀ` for row-major matrices. If C has too few tiles, the sum is split into parts of
 * `partDepth` terms, each with a C of its own.
 */
export function matrixProduct(transposed: Transposed, { rows, columns }: ProductTile): Shader {
  const across = columns / 4;
  const threads = rows / 4 * across;
  const left = transposed === "left"
    ? "left[k * sizes.leftWidth + row - sizes.leftOrigin]"
    : "left[row * sizes.leftWidth + k - sizes.leftOrigin]";
  const right = transposed === "right"
    ? "right[column * sizes.rightWidth + k - sizes.rightOrigin]"
    : "right[k * sizes.rightWidth + column - sizes.rightOrigin]";
  // Neighboring threads read neighboring floats: along k, or across rows or columns.
  const leftPlace = transposed === "left"
    ? "vec2u(i / (ROWS / 4u), i % (ROWS / 4u))"
    : "vec2u(i % DEPTH, i / DEPTH)";
  const rightPlace = transposed === "right"
    ? "vec2u(i % DEPTH, i / DEPTH)"
    : "vec2u(i / (COLUMNS / 4u), i % (COLUMNS / 4u))";
  return {
    name: `matrixProduct_${transposed}`,
    bindings: ["read", "read", "write", "uniform"],
    code: `
struct Sizes {
  rowStart: u32, rowEnd: u32,
  columns: u32,
  depthStart: u32, depthEnd: u32,
  partDepth: u32,
  accumulate: u32,
  leftWidth: u32, leftOrigin: u32,
  rightWidth: u32, rightOrigin: u32,
  productOrigin: u32,
}
@group(0) @binding(0) var<storage, read> left: array<f32>;
@group(0) @binding(1) var<storage, read> right: array<f32>;
@group(0) @binding(2) var<storage, read_write> product: array<f32>;
@group(0) @binding(3) var<uniform> sizes: Sizes;
const ROWS = ${rows}u;
const COLUMNS = ${columns}u;
const ACROSS = ${across}u;
const DEPTH = ${PRODUCT_DEPTH}u;
// Four rows, or columns, in one vector, which one thread writes and one thread uses.
var<workgroup> lefts: array<vec4f, ${PRODUCT_DEPTH * rows / 4}>;
var<workgroup> rights: array<vec4f, ${PRODUCT_DEPTH * columns / 4}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let firstRow = sizes.rowStart + group.y * ROWS;
  let firstColumn = group.x * COLUMNS;
  let y = thread / ACROSS * 4u;
  let x = thread % ACROSS * 4u;
  let start = sizes.depthStart + group.z * sizes.partDepth;
  let end = min(start + sizes.partDepth, sizes.depthEnd);
  var sums: array<vec4f, 4>;
  for (var k0 = start; k0 < end; k0 += DEPTH) {
    workgroupBarrier();
    for (var i = thread; i < DEPTH * ROWS / 4u; i += ${threads}u) {
      let place = ${leftPlace};
      let k = k0 + place.x;
      var values = vec4f(0.0);
      for (var q = 0u; q < 4u; q++) {
        let row = firstRow + 4u * place.y + q;
        if (k < end && row < sizes.rowEnd) { values[q] = ${left}; }
      }
      lefts[place.x * (ROWS / 4u) + place.y] = values;
    }
    for (var i = thread; i < DEPTH * COLUMNS / 4u; i += ${threads}u) {
      let place = ${rightPlace};
      let k = k0 + place.x;
      var values = vec4f(0.0);
      for (var q = 0u; q < 4u; q++) {
        let column = firstColumn + 4u * place.y + q;
        if (k < end && column < sizes.columns) { values[q] = ${right}; }
      }
      rights[place.x * (COLUMNS / 4u) + place.y] = values;
    }
    workgroupBarrier();
    let depth = min(DEPTH, end - k0);
    for (var k = 0u; k < depth; k++) {
      let a = lefts[k * (ROWS / 4u) + thread / ACROSS];
      let b = rights[k * (COLUMNS / 4u) + thread % ACROSS];
      for (var q = 0u; q < 4u; q++) { sums[q] += a[q] * b; }
    }
  }
  let part = group.z * (sizes.rowEnd - sizes.rowStart) * sizes.columns;
  for (var q = 0u; q < 4u; q++) {
    let row = firstRow + y + q;
    for (var p = 0u; p < 4u; p++) {
      let column = firstColumn + x + p;
      if (row < sizes.rowEnd && column < sizes.columns) {
        let at = part + row * sizes.columns + column - sizes.productOrigin;
        if (sizes.accumulate == 1u) { product[at] += sums[q][p]; } else { product[at] = sums[q][p]; }
      }
    }
  }
}
`,
  };
}
