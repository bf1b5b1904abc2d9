import type { Shader } from "./shader.ts";
import { COLUMN_SUM, COLUMN_THREADS } from "./columns.ts";
import { stepAt } from "./step.ts";

/** Σ dy and Σ dy x̂ over the rows of every step, where x̂ is the normalized input term. */
export function inputSums(): Shader {
  return {
    name: "inputSums",
    bindings: ["read", "read", "read", "write", "read", "uniform"],
    code: `
struct Sizes { width: u32, firstStep: u32, origin: u32, normalize: u32, sequence: u32 }
@group(0) @binding(0) var<storage, read> gradients: array<f32>;   // dy [pairs, width]
@group(0) @binding(1) var<storage, read> terms: array<f32>;       // x Wx [pairs, width]
@group(0) @binding(2) var<storage, read> scale: array<f32>;       // μ̂ and rstd [S, 2, width]
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;  // [T, 2, width]
${stepAt(4)}
@group(0) @binding(5) var<uniform> sizes: Sizes;
${COLUMN_SUM}

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let step = stepAt(sizes.firstStep + group.y);
  let column = thread % COLUMNS;
  let lane = thread / COLUMNS;
  let j = min(group.x * COLUMNS + column, sizes.width - 1u);
  let start = step.first * sizes.width - sizes.origin + j;
  var sum = vec2f(0.0);
  if (sizes.normalize == 1u) {
    let t = select(step.t, 0u, sizes.sequence == 1u);
    let mean = scale[t * 2u * sizes.width + j];
    let rstd = scale[(t * 2u + 1u) * sizes.width + j];
    for (var row = lane; row < step.rows; row += LANES) {
      let dy = gradients[start + row * sizes.width];
      sum += vec2f(dy, dy * (terms[start + row * sizes.width] - mean) * rstd);
    }
  } else {
    for (var row = lane; row < step.rows; row += LANES) {
      sum.x += gradients[start + row * sizes.width];
    }
  }
  sum = columnSum(sum, column, lane);
  if (lane == 0u && group.x * COLUMNS + column < sizes.width) {
    sums[step.t * 2u * sizes.width + j] = sum.x;
    sums[(step.t * 2u + 1u) * sizes.width + j] = sum.y;
  }
}
`,
  };
}
