import type { Shader } from "./shader.ts";
import { COLUMN_THREADS, COLUMNS } from "./columns.ts";
import { stepAt } from "./step.ts";

/** The gradient of x Wx from that of the normalized term, at every step and in place. */
export function inputGradient(): Shader {
  return {
    name: "inputGradient",
    bindings: ["write", "read", "read", "read", "read", "read", "uniform"],
    code: `
struct Sizes { width: u32, firstStep: u32, origin: u32, sequence: u32, sequenceWeight: f32 }
@group(0) @binding(0) var<storage, read_write> gradients: array<f32>;  // [pairs, width]
@group(0) @binding(1) var<storage, read> terms: array<f32>;            // x Wx [pairs, width]
@group(0) @binding(2) var<storage, read> scale: array<f32>;            // μ̂ and rstd [S, 2, width]
@group(0) @binding(3) var<storage, read> gains: array<f32>;            // γ_x [width]
@group(0) @binding(4) var<storage, read> sums: array<f32>;             // [S, 2, width]
${stepAt(5)}
@group(0) @binding(6) var<uniform> sizes: Sizes;
const COLUMNS = ${COLUMNS}u;
const LANES = ${COLUMN_THREADS / COLUMNS}u;

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let t = select(step.t, 0u, sizes.sequence == 1u);
  let weight = select(step.weight, sizes.sequenceWeight, sizes.sequence == 1u);
  let mean = scale[t * 2u * sizes.width + j];
  let rstd = scale[(t * 2u + 1u) * sizes.width + j];
  let sum = sums[t * 2u * sizes.width + j];
  let product = sums[(t * 2u + 1u) * sizes.width + j];
  let start = step.first * sizes.width - sizes.origin + j;
  for (var row = thread / COLUMNS; row < step.rows; row += LANES) {
    let at = start + row * sizes.width;
    let normalized = (terms[at] - mean) * rstd;
    gradients[at] = gains[j] * rstd * (gradients[at] - weight * (sum + normalized * product));
  }
}
`,
  };
}
