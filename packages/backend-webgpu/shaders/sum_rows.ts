import type { Shader } from "./shader.ts";
import { COLUMN_THREADS } from "./columns.ts";

/** Sums over the rows of a matrix, optionally added to what is there. */
export function sumRows(): Shader {
  return {
    name: "sumRows",
    bindings: ["read", "write", "uniform"],
    code: `
struct Sizes { rows: u32, width: u32, accumulate: u32, stride: u32 }
@group(0) @binding(0) var<storage, read> matrix: array<f32>;      // [rows, width]
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;  // [width]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  // Wide matrices use a second dimension of workgroups.
  let j = id.y * sizes.stride + id.x;
  if (j >= sizes.width) { return; }
  var sum = 0.0;
  if (sizes.accumulate == 1u) { sum = sums[j]; }
  for (var row = 0u; row < sizes.rows; row++) { sum += matrix[row * sizes.width + j]; }
  sums[j] = sum;
}
`,
  };
}
