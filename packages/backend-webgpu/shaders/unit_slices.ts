import { PARTS, SLICE_DEPTH } from "../tuning/check_tuning.ts";
import type { Tuning } from "../tuning.ts";

/**
 * What the two time-step kernels share: a workgroup owns U hidden units with their four gates and, in turns,
 * all rows; thread `lane * U + u` takes unit u of rows lane, lane + LANES, … A thread reads values that it
 * needs again from where it has written them, so any number of rows is possible.
 *
 * `rowSum` contains two barriers: call it only in uniform control flow.
 */
export function unitSlices({ workgroupSize, units, rowsPerThread }: Tuning): string {
  const lanes = workgroupSize / units;
  const parts = Math.min(PARTS, lanes);
  return `
const THREADS = ${workgroupSize}u;
const U = ${units}u;
const LANES = ${lanes}u;
const PARTS = ${parts}u;
const R = ${rowsPerThread}u;
const DEPTH = ${SLICE_DEPTH}u;
var<workgroup> slice: array<vec4f, ${SLICE_DEPTH * units}>;
var<workgroup> laneSums: array<vec4f, ${workgroupSize}>;
var<workgroup> partSums: array<vec4f, ${parts * units}>;

// The sum over all lanes of a unit, returned to each of them.
fn rowSum(value: vec4f, u: u32, lane: u32) -> vec4f {
  laneSums[lane * U + u] = value;
  workgroupBarrier();
  if (lane < PARTS) {
    var part = vec4f(0.0);
    for (var q = lane; q < LANES; q += PARTS) { part += laneSums[q * U + u]; }
    partSums[lane * U + u] = part;
  }
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var q = 0u; q < PARTS; q++) { sum += partSums[q * U + u]; }
  return sum;
}

fn logistic(v: f32) -> f32 {
  let e = exp(-abs(v));
  return select(e, 1.0, v >= 0.0) / (1.0 + e);
}

// The quotient loses digits near zero; there a few terms of the series are exact to the last digit.
fn hyperbolicTangent(v: f32) -> f32 {
  let e = exp(-2.0 * abs(v));
  let far = (1.0 - e) / (1.0 + e);
  let s = v * v;
  let near = v * (1.0 + s * (-1.0 / 3.0 + s * (2.0 / 15.0 - s * (17.0 / 315.0))));
  return select(select(-far, far, v >= 0.0), near, s < 0.0225);
}
`;
}
