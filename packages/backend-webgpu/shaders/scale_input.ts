import type { Shader } from "./shader.ts";
import { COLUMN_THREADS, COLUMNS } from "./columns.ts";
import { stepAt } from "./step.ts";

/** `BN(x_t Wx; γ_x) + b` at every step, in place, from moments and prior. */
export function scaleInput(): Shader {
  return {
    name: "scaleInput",
    bindings: ["write", "read", "read", "read", "read", "write", "read", "uniform"],
    code: `
struct Sizes {
  width: u32,
  firstStep: u32,
  origin: u32,
  statisticsRows: u32,
  priorRows: u32,
  priorStep: i32,
  training: u32,
  normalize: u32,
  sequence: u32,
  epsilon: f32,
}
@group(0) @binding(0) var<storage, read_write> terms: array<f32>;  // [pairs, width]
@group(0) @binding(1) var<storage, read> statistics: array<f32>;   // [2, S, width]
@group(0) @binding(2) var<storage, read> prior: array<f32>;        // [2, R, width]
@group(0) @binding(3) var<storage, read> gains: array<f32>;        // γ_x [width]
@group(0) @binding(4) var<storage, read> bias: array<f32>;         // [width]
@group(0) @binding(5) var<storage, read_write> scale: array<f32>;  // μ̂ and rstd [S, 2, width]
${stepAt(6)}
@group(0) @binding(7) var<uniform> sizes: Sizes;
const COLUMNS = ${COLUMNS}u;
const LANES = ${COLUMN_THREADS / COLUMNS}u;

@compute @workgroup_size(${COLUMN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  let lane = thread / COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let t = select(step.t, 0u, sizes.sequence == 1u);
  let lambda = select(step.lambda, f32(sizes.training), sizes.sequence == 1u);

  var mean = 0.0;
  var rstd = 1.0;
  var gamma = 1.0;
  if (sizes.normalize == 1u) {
    var variance = 0.0;
    if (sizes.training == 1u) {
      mean = statistics[t * sizes.width + j];
      variance = statistics[(sizes.statisticsRows + t) * sizes.width + j];
    }
    if (lambda < 1.0) {
      var priorMean = 0.0;
      var priorVariance = 0.0;
      if (sizes.training == 1u && sizes.priorStep >= 0) {
        let row = u32(sizes.priorStep);
        priorMean = statistics[row * sizes.width + j];
        priorVariance = statistics[(sizes.statisticsRows + row) * sizes.width + j];
      } else {
        let row = min(t, sizes.priorRows - 1u);
        priorMean = prior[row * sizes.width + j];
        priorVariance = prior[(sizes.priorRows + row) * sizes.width + j];
      }
      let shift = mean - priorMean;
      variance = lambda * variance + (1.0 - lambda) * priorVariance
        + lambda * (1.0 - lambda) * shift * shift;
      mean = lambda * mean + (1.0 - lambda) * priorMean;
    }
    rstd = 1.0 / sqrt(variance + sizes.epsilon);
    gamma = gains[j];
    // With one row for all steps, step 0 writes it.
    if (lane == 0u && (sizes.sequence == 0u || step.t == 0u)) {
      scale[t * 2u * sizes.width + j] = mean;
      scale[(t * 2u + 1u) * sizes.width + j] = rstd;
    }
  }
  let start = step.first * sizes.width - sizes.origin + j;
  for (var row = lane; row < step.rows; row += LANES) {
    let at = start + row * sizes.width;
    terms[at] = gamma * ((terms[at] - mean) * rstd) + bias[j];
  }
}
`,
  };
}
