import type { Shader } from "./shader.ts";
import { COLUMN_SUM, COLUMN_THREADS } from "./columns.ts";
import { stepAt } from "./step.ts";

/** Mean and biased variance of every column of the input term, at every step, in two passes. */
export function moments(): Shader {
  return {
    name: "moments",
    bindings: ["read", "write", "read", "uniform"],
    code: `
struct Sizes { width: u32, timeSteps: u32, firstStep: u32, origin: u32 }
@group(0) @binding(0) var<storage, read> terms: array<f32>;             // [pairs, width]
@group(0) @binding(1) var<storage, read_write> statistics: array<f32>;  // [2, T, width]
${stepAt(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;
${COLUMN_SUM}

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let step = stepAt(sizes.firstStep + group.y);
  let column = thread % COLUMNS;
  let lane = thread / COLUMNS;
  let j = min(group.x * COLUMNS + column, sizes.width - 1u);
  let start = step.first * sizes.width - sizes.origin + j;
  var sum = 0.0;
  for (var row = lane; row < step.rows; row += LANES) { sum += terms[start + row * sizes.width]; }
  let mean = columnSum(vec2f(sum, 0.0), column, lane).x / f32(step.rows);
  var squares = 0.0;
  for (var row = lane; row < step.rows; row += LANES) {
    let d = terms[start + row * sizes.width] - mean;
    squares += d * d;
  }
  let variance = columnSum(vec2f(squares, 0.0), column, lane).x / f32(step.rows);
  if (lane == 0u && group.x * COLUMNS + column < sizes.width) {
    let at = step.t * sizes.width + j;
    statistics[at] = mean;
    statistics[sizes.timeSteps * sizes.width + at] = variance;
  }
}
`,
  };
}
