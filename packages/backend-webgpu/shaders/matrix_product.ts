import type { Shader } from "../shader.ts";
import { PRODUCT_DEPTH } from "../tuning.ts";

/** Which operand of a product is read transposed. */
export type Transposed = "neither" | "left" | "right";

/**
 * `C = A B`, `Aᵀ B` or `A Bᵀ` for row-major matrices, in tiles with one thread for each 4 x 4. The sum is
 * cut into parts of `partDepth` terms, each with a C of its own, where one C has too few tiles.
 */
export function matrixProduct(transposed: Transposed, tile: number): Shader {
  const perSide = tile / 4;
  const threads = perSide * perSide;
  const left = transposed === "left"
    ? "left[k * sizes.leftWidth + row - sizes.leftOrigin]"
    : "left[row * sizes.leftWidth + k - sizes.leftOrigin]";
  const right = transposed === "right"
    ? "right[column * sizes.rightWidth + k - sizes.rightOrigin]"
    : "right[k * sizes.rightWidth + column - sizes.rightOrigin]";
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
const TILE = ${tile}u;
const SIDE = ${perSide}u;
const DEPTH = ${PRODUCT_DEPTH}u;
// Terms along the rows, so that the four values of a thread lie side by side.
var<workgroup> lefts: array<f32, ${PRODUCT_DEPTH * tile}>;
var<workgroup> rights: array<f32, ${PRODUCT_DEPTH * tile}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let firstRow = sizes.rowStart + group.y * TILE;
  let firstColumn = group.x * TILE;
  let y = thread / SIDE * 4u;
  let x = thread % SIDE * 4u;
  let start = sizes.depthStart + group.z * sizes.partDepth;
  let end = min(start + sizes.partDepth, sizes.depthEnd);
  var sums: array<vec4f, 4>;
  for (var k0 = start; k0 < end; k0 += DEPTH) {
    workgroupBarrier();
    for (var i = thread; i < DEPTH * TILE; i += ${threads}u) {
      let within = ${transposed === "left" ? "i / TILE" : "i % DEPTH"};
      let across = ${transposed === "left" ? "i % TILE" : "i / DEPTH"};
      let k = k0 + within;
      let row = firstRow + across;
      var value = 0.0;
      if (k < end && row < sizes.rowEnd) { value = ${left}; }
      lefts[within * TILE + across] = value;
    }
    for (var i = thread; i < DEPTH * TILE; i += ${threads}u) {
      let within = ${transposed === "right" ? "i % DEPTH" : "i / TILE"};
      let across = ${transposed === "right" ? "i / DEPTH" : "i % TILE"};
      let k = k0 + within;
      let column = firstColumn + across;
      var value = 0.0;
      if (k < end && column < sizes.columns) { value = ${right}; }
      rights[within * TILE + across] = value;
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let at = k * TILE + x;
      let b = vec4f(rights[at], rights[at + 1u], rights[at + 2u], rights[at + 3u]);
      for (var q = 0u; q < 4u; q++) { sums[q] += lefts[k * TILE + y + q] * b; }
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
