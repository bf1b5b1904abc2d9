import type { Shader } from "./shader.ts";
import { COLUMN_THREADS } from "./columns.ts";
import { stepAt } from "./step.ts";

/**
 * The moments of all active pairs from those of each step, weighted by its number of rows (docs/rules.md#r8).
 */
export function mergeMoments(): Shader {
  return {
    name: "mergeMoments",
    bindings: ["read", "write", "read", "uniform"],
    code: `
struct Sizes { width: u32, steps: u32, timeSteps: u32, pairs: f32 }
@group(0) @binding(0) var<storage, read> statistics: array<f32>;    // [2, T, width]
@group(0) @binding(1) var<storage, read_write> merged: array<f32>;  // [2, 1, width]
${stepAt(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let j = id.x;
  if (j >= sizes.width) { return; }
  var mean = 0.0;
  for (var t = 0u; t < sizes.steps; t++) {
    mean += f32(stepAt(t).rows) / sizes.pairs * statistics[t * sizes.width + j];
  }
  var variance = 0.0;
  for (var t = 0u; t < sizes.steps; t++) {
    let d = statistics[t * sizes.width + j] - mean;
    let v = statistics[(sizes.timeSteps + t) * sizes.width + j];
    variance += f32(stepAt(t).rows) / sizes.pairs * (v + d * d);
  }
  merged[j] = mean;
  merged[sizes.width + j] = variance;
}
`,
  };
}
