import type { Shader } from "./shader.ts";
import type { Tuning } from "../tuning.ts";
import { RECURRENCE_STRUCT } from "./recurrence.ts";
import { STEP_STRUCT } from "./step.ts";
import { unitSlices } from "./unit_slices.ts";

/**
 * One time step backward. It overwrites the gates with the gradients of their pre-activations, and leaves the
 * gradient of `h_{t−1} Wh` in the row of h_{t−1}, from which the previous step takes its dh.
 */
export function backwardStep(tuning: Tuning): Shader {
  return {
    name: "backwardStep",
    stepped: true,
    bindings: ["read", "read", "read", "read", "read", "write", "write", "write", "uniform"],
    code: `
@group(0) @binding(0) var<storage, read> wh: array<f32>;                // [H, 4H]
@group(0) @binding(1) var<storage, read> scale: array<f32>;             // [T, 8H]
@group(0) @binding(2) var<storage, read> cell: array<f32>;              // [B + pairs, H]
@group(0) @binding(3) var<storage, read> terms: array<f32>;             // x̂ of h Wh [pairs, 4H]
@group(0) @binding(4) var<storage, read> sequences: array<f32>;         // ∂loss/∂hs [T, B, H]
@group(0) @binding(5) var<storage, read_write> gates: array<f32>;       // [pairs, 4H]
@group(0) @binding(6) var<storage, read_write> gradients: array<f32>;   // of h Wh [B + pairs, 4H]
@group(0) @binding(7) var<storage, read_write> carry: array<f32>;       // see backward.ts
${RECURRENCE_STRUCT}${STEP_STRUCT}
@group(0) @binding(8) var<uniform> sizes: Sizes;
@group(1) @binding(0) var<uniform> step: Step;
${unitSlices(tuning)}

@compute @workgroup_size(${tuning.workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let H = sizes.hiddenSize;
  let n = step.rows;
  let u = thread % U;
  let lane = thread / U;
  let live = group.x * U + u < H;
  let j = min(group.x * U + u, H - 1u);
  let stateRow = sizes.batchSize + step.first;
  let state = stateRow * H - sizes.statesOrigin + j;
  let previous = step.previous * H - sizes.statesOrigin + j;
  let gate = step.first * 4u * H - sizes.gatesOrigin + j;
  let term = step.first * 4u * H - sizes.termsOrigin + j;
  let incoming = stateRow * 4u * H - sizes.gradientsOrigin;
  let outgoing = step.previous * 4u * H - sizes.gradientsOrigin + j;
  let sequence = step.t * sizes.batchSize * H - sizes.sequencesOrigin + j;
  let carriedC = sizes.batchSize * H;

  let at = step.t * 8u * H + j;
  let gain = vec4f(scale[at], scale[at + H], scale[at + 2u * H], scale[at + 3u * H]);
  let cellMean = scale[at + 4u * H];
  let cellRstd = scale[at + 5u * H];
  let cellGamma = scale[at + 6u * H];
  let cellBeta = scale[at + 7u * H];

  // dh_t from the step after; rows that end here have theirs from outside. Then through h_t = σ(o) tanh(y).
  var cellSums = vec2f(0.0);
  for (var base = 0u; base < n; base += LANES * R) {
    // Four threads share four units: each takes the columns of one gate, for all four at once.
    var product = array<vec4f, R>();
    if (step.next > base) {
      for (var k0 = 0u; k0 < H; k0 += DEPTH) {
        workgroupBarrier();
        for (var i = thread; i < DEPTH * U; i += THREADS) {
          let column = i % 4u * H + min(k0 + i / U, H - 1u);
          let first = group.x * U + i % U / 4u * 4u;
          var weights: vec4f;
          for (var p = 0u; p < 4u; p++) {
            weights[p] = wh[min(first + p, H - 1u) * 4u * H + column];
          }
          slice[i] = weights;
        }
        workgroupBarrier();
        let depth = min(DEPTH, H - k0);
        for (var k = 0u; k < depth; k++) {
          let weights = slice[k * U + u];
          for (var q = 0u; q < R; q++) {
            let row = min(base + q * LANES + lane, step.next - 1u);
            product[q] += gradients[incoming + row * 4u * H + u % 4u * H + k0 + k] * weights;
          }
        }
      }
    }
    for (var q = 0u; q < R; q++) {
      workgroupBarrier();
      laneSums[thread] = product[q];
      workgroupBarrier();
      let row = base + q * LANES + lane;
      if (live && row < n) {
        var dh = 0.0;
        if (row < step.next) {
          for (var p = 0u; p < 4u; p++) { dh += laneSums[thread / 4u * 4u + p][u % 4u]; }
        } else {
          dh = carry[row * H + j];
        }
        if (sizes.hasSequences == 1u) { dh += sequences[sequence + row * H]; }
        let normalized = (cell[state + row * H] - cellMean) * cellRstd;
        let y = hyperbolicTangent(cellGamma * normalized + cellBeta);
        let output = gate + row * 4u * H + 2u * H;
        let o = gates[output];
        gates[output] = dh * y * o * (1.0 - o);
        let dy = dh * o * (1.0 - y * y);
        carry[row * H + j] = dy;
        cellSums += vec2f(dy, dy * normalized);
      }
    }
  }

  workgroupBarrier();  // rowSum writes where the exchange above reads

  var cellWeight = 0.0;
  if (sizes.normalizeCell == 1u) {
    cellWeight = step.weight;
    cellSums = rowSum(vec4f(cellSums, 0.0, 0.0), u, lane).xy;
  }

  // Through y = BN(c_t) and c_t = σ(f) c_{t−1} + σ(i) tanh(g)
  var sums = vec4f(0.0);
  var products = vec4f(0.0);
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let normalized = (cell[state + row * H] - cellMean) * cellRstd;
      let centered = cellWeight * (cellSums.x + normalized * cellSums.y);
      let dCell = cellGamma * cellRstd * (carry[row * H + j] - centered);
      let dc = carry[carriedC + row * H + j] + dCell;
      let to = gate + row * 4u * H;
      let f = gates[to];
      let i = gates[to + H];
      let g = gates[to + 3u * H];
      let d = vec4f(
        dc * cell[previous + row * H] * f * (1.0 - f),
        dc * g * i * (1.0 - i),
        gates[to + 2u * H],
        dc * i * (1.0 - g * g),
      );
      gates[to] = d.x;
      gates[to + H] = d.y;
      gates[to + 3u * H] = d.w;
      carry[carriedC + row * H + j] = dc * f;
      if (sizes.normalizeHidden == 1u) {
        let source = term + row * 4u * H;
        sums += d;
        products += d * vec4f(terms[source], terms[source + H], terms[source + 2u * H], terms[source + 3u * H]);
      }
    }
  }

  // Through BN(h_{t−1} Wh)
  if (sizes.normalizeHidden == 1u) {
    sums = rowSum(sums, u, lane);
    products = rowSum(products, u, lane);
  }
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let source = gate + row * 4u * H;
      var d = vec4f(gates[source], gates[source + H], gates[source + 2u * H], gates[source + 3u * H]);
      if (sizes.normalizeHidden == 1u) {
        let x = term + row * 4u * H;
        let normalized = vec4f(terms[x], terms[x + H], terms[x + 2u * H], terms[x + 3u * H]);
        d = gain * (d - step.weight * (sums + normalized * products));
      }
      let to = outgoing + row * 4u * H;
      gradients[to] = d.x;
      gradients[to + H] = d.y;
      gradients[to + 2u * H] = d.z;
      gradients[to + 3u * H] = d.w;
    }
  }
  if (live && lane == 0u) {
    let to = 2u * carriedC + j;
    for (var g = 0u; g < 4u; g++) { carry[to + g * H] += products[g]; }
    carry[to + 4u * H] += cellSums.y;
    carry[to + 5u * H] += cellSums.x;
  }
}
`,
  };
}
