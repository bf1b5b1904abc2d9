import type { Shader } from "./shader.ts";
import type { Tuning } from "../tuning.ts";
import { RECURRENCE_STRUCT } from "./recurrence.ts";
import { STEP_STRUCT } from "./step.ts";
import { unitSlices } from "./unit_slices.ts";

/**
 * One time step forward: h Wh, its normalization, the gates, c, its normalization, h (the paper's equations
 * 6–8). The input term, normalized and with the bias, is read from where the activated gates are then written.
 */
export function forwardStep(tuning: Tuning): Shader {
  return {
    name: "forwardStep",
    stepped: true,
    bindings: ["read", "read", "write", "write", "write", "write", "write", "write", "uniform"],
    code: `
@group(0) @binding(0) var<storage, read> wh: array<f32>;                // [H, 4H]
@group(0) @binding(1) var<storage, read> constants: array<f32>;         // γ_h, γ_c, β_c, two priors
@group(0) @binding(2) var<storage, read_write> gates: array<f32>;       // [pairs, 4H]
@group(0) @binding(3) var<storage, read_write> terms: array<f32>;       // h Wh, later x̂ [pairs, 4H]
@group(0) @binding(4) var<storage, read_write> hidden: array<f32>;      // [B + pairs, H]
@group(0) @binding(5) var<storage, read_write> cell: array<f32>;        // [B + pairs, H]
@group(0) @binding(6) var<storage, read_write> statistics: array<f32>;  // [2, T, 4H], [2, T, H]
@group(0) @binding(7) var<storage, read_write> scale: array<f32>;       // [T, 8H]
${RECURRENCE_STRUCT}${STEP_STRUCT}
@group(0) @binding(8) var<uniform> sizes: Sizes;
@group(1) @binding(0) var<uniform> step: Step;
${unitSlices(tuning)}

// μ̂ and v̂ of docs/rules.md#r7 from the moments of the rows and of the prior.
fn blendMean(mean: vec4f, prior: vec4f) -> vec4f {
  return select(step.lambda * mean + (1.0 - step.lambda) * prior, mean, step.lambda == 1.0);
}
fn blendVariance(variance: vec4f, shift: vec4f, prior: vec4f) -> vec4f {
  let spread = step.lambda * (1.0 - step.lambda) * shift * shift;
  let blended = step.lambda * variance + (1.0 - step.lambda) * prior + spread;
  return select(blended, variance, step.lambda == 1.0);
}

@compute @workgroup_size(${tuning.workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let H = sizes.hiddenSize;
  let n = step.rows;
  let u = thread % U;
  let lane = thread / U;
  let live = group.x * U + u < H;
  let j = min(group.x * U + u, H - 1u);
  let previous = step.previous * H - sizes.statesOrigin;
  let state = (sizes.batchSize + step.first) * H - sizes.statesOrigin + j;
  let gate = step.first * 4u * H - sizes.gatesOrigin + j;
  let term = select(0u, step.first * 4u * H - sizes.termsOrigin, sizes.keepTerms == 1u) + j;
  let planeH = sizes.timeSteps * 4u * H;
  let planeC = sizes.timeSteps * H;

  // h_{t−1} Wh
  var sum = vec4f(0.0);
  for (var base = 0u; base < n; base += LANES * R) {
    var product = array<vec4f, R>();
    for (var k0 = 0u; k0 < H; k0 += DEPTH) {
      workgroupBarrier();
      for (var i = thread; i < DEPTH * U; i += THREADS) {
        let at = min(k0 + i / U, H - 1u) * 4u * H + min(group.x * U + i % U, H - 1u);
        slice[i] = vec4f(wh[at], wh[at + H], wh[at + 2u * H], wh[at + 3u * H]);
      }
      workgroupBarrier();
      let depth = min(DEPTH, H - k0);
      for (var k = 0u; k < depth; k++) {
        let weights = slice[k * U + u];
        for (var q = 0u; q < R; q++) {
          let row = min(base + q * LANES + lane, n - 1u);
          product[q] += hidden[previous + row * H + k0 + k] * weights;
        }
      }
    }
    for (var q = 0u; q < R; q++) {
      let row = base + q * LANES + lane;
      if (live && row < n) {
        sum += product[q];
        let at = term + row * 4u * H;
        terms[at] = product[q].x;
        terms[at + H] = product[q].y;
        terms[at + 2u * H] = product[q].z;
        terms[at + 3u * H] = product[q].w;
      }
    }
  }

  // BN(h_{t−1} Wh)
  var mean = vec4f(0.0);
  var rstd = vec4f(1.0);
  var gamma = vec4f(1.0);
  if (sizes.normalizeHidden == 1u) {
    var variance = vec4f(0.0);
    if (sizes.training == 1u) {
      mean = rowSum(sum, u, lane) / f32(n);
      var squares = vec4f(0.0);
      if (live) {
        for (var row = lane; row < n; row += LANES) {
          let at = term + row * 4u * H;
          let d = vec4f(terms[at], terms[at + H], terms[at + 2u * H], terms[at + 3u * H]) - mean;
          squares += d * d;
        }
      }
      variance = rowSum(squares, u, lane) / f32(n);
      if (live && lane == 0u) {
        let at = step.t * 4u * H + j;
        for (var g = 0u; g < 4u; g++) {
          statistics[at + g * H] = mean[g];
          statistics[planeH + at + g * H] = variance[g];
        }
      }
    }
    if (step.lambda < 1.0) {
      var priorMean = vec4f(0.0);
      var priorVariance = vec4f(0.0);
      for (var g = 0u; g < 4u; g++) {
        if (sizes.training == 1u && sizes.priorStep >= 0) {
          let at = u32(sizes.priorStep) * 4u * H + g * H + j;
          priorMean[g] = statistics[at];
          priorVariance[g] = statistics[planeH + at];
        } else {
          let at = 6u * H + min(step.t, sizes.hiddenPriorRows - 1u) * 4u * H + g * H + j;
          priorMean[g] = constants[at];
          priorVariance[g] = constants[at + sizes.hiddenPriorRows * 4u * H];
        }
      }
      variance = blendVariance(variance, mean - priorMean, priorVariance);
      mean = blendMean(mean, priorMean);
    }
    rstd = 1.0 / sqrt(variance + sizes.epsilon);
    gamma = vec4f(constants[j], constants[j + H], constants[j + 2u * H], constants[j + 3u * H]);
  }

  // The gates and c_t
  var cellSum = 0.0;
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let source = term + row * 4u * H;
      let to = gate + row * 4u * H;
      let raw = vec4f(terms[source], terms[source + H], terms[source + 2u * H], terms[source + 3u * H]);
      let normalized = (raw - mean) * rstd;
      if (sizes.keepTerms == 1u) {
        terms[source] = normalized.x;
        terms[source + H] = normalized.y;
        terms[source + 2u * H] = normalized.z;
        terms[source + 3u * H] = normalized.w;
      }
      let input = vec4f(gates[to], gates[to + H], gates[to + 2u * H], gates[to + 3u * H]);
      let a = input + gamma * normalized;
      let f = logistic(a.x);
      let i = logistic(a.y);
      let g = hyperbolicTangent(a.w);
      let c = f * cell[previous + row * H + j] + i * g;
      gates[to] = f;
      gates[to + H] = i;
      gates[to + 2u * H] = logistic(a.z);
      gates[to + 3u * H] = g;
      cell[state + row * H] = c;
      cellSum += c;
    }
  }

  // BN(c_t)
  var cellMean = 0.0;
  var cellRstd = 1.0;
  var cellGamma = 1.0;
  var cellBeta = 0.0;
  if (sizes.normalizeCell == 1u) {
    var variance = 0.0;
    if (sizes.training == 1u) {
      cellMean = rowSum(vec4f(cellSum), u, lane).x / f32(n);
      var squares = 0.0;
      if (live) {
        for (var row = lane; row < n; row += LANES) {
          let d = cell[state + row * H] - cellMean;
          squares += d * d;
        }
      }
      variance = rowSum(vec4f(squares), u, lane).x / f32(n);
      if (live && lane == 0u) {
        statistics[2u * planeH + step.t * H + j] = cellMean;
        statistics[2u * planeH + planeC + step.t * H + j] = variance;
      }
    }
    if (step.lambda < 1.0) {
      var priorMean = 0.0;
      var priorVariance = 0.0;
      if (sizes.training == 1u && sizes.priorStep >= 0) {
        let at = 2u * planeH + u32(sizes.priorStep) * H + j;
        priorMean = statistics[at];
        priorVariance = statistics[at + planeC];
      } else {
        let tables = 6u * H + 2u * sizes.hiddenPriorRows * 4u * H;
        let at = tables + min(step.t, sizes.cellPriorRows - 1u) * H + j;
        priorMean = constants[at];
        priorVariance = constants[at + sizes.cellPriorRows * H];
      }
      let shift = vec4f(cellMean - priorMean);
      variance = blendVariance(vec4f(variance), shift, vec4f(priorVariance)).x;
      cellMean = blendMean(vec4f(cellMean), vec4f(priorMean)).x;
    }
    cellRstd = 1.0 / sqrt(variance + sizes.epsilon);
    cellGamma = constants[4u * H + j];
    cellBeta = constants[5u * H + j];
  }
  if (live && lane == 0u) {
    let at = step.t * 8u * H + j;
    for (var g = 0u; g < 4u; g++) { scale[at + g * H] = gamma[g] * rstd[g]; }
    scale[at + 4u * H] = cellMean;
    scale[at + 5u * H] = cellRstd;
    scale[at + 6u * H] = cellGamma;
    scale[at + 7u * H] = cellBeta;
  }

  // h_t
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let normalized = (cell[state + row * H] - cellMean) * cellRstd;
      let o = gates[gate + row * 4u * H + 2u * H];
      hidden[state + row * H] = o * hyperbolicTangent(cellGamma * normalized + cellBeta);
    }
  }
}
`,
  };
}
