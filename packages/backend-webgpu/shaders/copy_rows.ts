import type { Shader } from "./shader.ts";
import { COLUMN_THREADS, COLUMNS } from "./columns.ts";
import { stepAt } from "./step.ts";

/** Copies the active rows of every step from a padded to a packed matrix, or back. */
export function copyRows(): Shader {
  return {
    name: "copyRows",
    bindings: ["read", "write", "read", "uniform"],
    code: `
struct Sizes {
  width: u32,
  batchSize: u32,
  firstStep: u32,
  packing: u32,
  packedOffset: u32,  // rows of the packed matrix before step 0
  sourceOrigin: u32,
  targetOrigin: u32,
}
@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> destination: array<f32>;
${stepAt(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;
const COLUMNS = ${COLUMNS}u;
const LANES = ${COLUMN_THREADS / COLUMNS}u;

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let packed = (sizes.packedOffset + step.first) * sizes.width + j;
  let padded = step.t * sizes.batchSize * sizes.width + j;
  let read = select(packed, padded, sizes.packing == 1u) - sizes.sourceOrigin;
  let write = select(padded, packed, sizes.packing == 1u) - sizes.targetOrigin;
  for (var row = thread / COLUMNS; row < step.rows; row += LANES) {
    destination[write + row * sizes.width] = source[read + row * sizes.width];
  }
}
`,
  };
}
