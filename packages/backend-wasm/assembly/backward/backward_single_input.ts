import { inputWeight } from "./backward_input";
import { savedInputOf } from "../forward/input_term";
import { madd, nmadd } from "../products/madd";
import { Problem, stepOf } from "../memory/problem";
import { sumLanes } from "../products/transpose";

/**
 * The input term's gradients for I = 1 follow from sums over the rows. With m and v the mean and variance of
 * x, S = Σ d, X = Σ d (x − m), e = w m − μ̂ and r = 1/σ̂:
 *
 *     G    = Σ d â = r (w X + e S)
 *     ∂w   = γ r (X + m S (1 − ω n) − ω G r n (w v + m e))
 *     ∂x_b = Σ_units w γ r (d_b − ω (S + (w (x_b − m) + e) r G))
 *
 * The sums, and with them G and ∂w, are over the rows of all processes; each adds its share of ∂w.
 *
 * @returns G of the four gates.
 */
export function normalizedSum(p: Problem, t: u32, unit: u32, sum: v128, sumX: v128): v128 {
  const saved = savedInputOf(p, t, unit), w = v128.load(p.packedWx + (<usize> unit << 4));
  const excess = excessMean(p, t, unit, w);
  return f32x4.mul(v128.load(saved, 16), madd(w, sumX, f32x4.mul(excess, sum)));
}

/** e = w m − μ̂, zero but for shrinkage and evaluation. */
function excessMean(p: Problem, t: u32, unit: u32, w: v128): v128 {
  const mean = v128.load(savedInputOf(p, t, unit));
  return f32x4.sub(f32x4.mul(w, f32x4.splat(stepOf(p, t).xMean)), mean);
}

/** γ r of a unit at step t. */
export function inputScale(p: Problem, t: u32, unit: u32): v128 {
  const gamma = v128.load(p.unitParameters + (<usize> unit << 6), 16);
  return f32x4.mul(gamma, v128.load(savedInputOf(p, t, unit), 16));
}

/** This process's share of ∂w of the four gates over n rows with the given sums. */
export function singleWeightGradient(
  p: Problem,
  t: u32,
  unit: u32,
  rows: f32,
  sum: v128,
  sumX: v128,
  normalized: v128,
): v128 {
  const step = stepOf(p, t), w = v128.load(p.packedWx + (<usize> unit << 4));
  const weight = inputWeight(p, t), inverse = v128.load(savedInputOf(p, t, unit), 16);
  const excess = excessMean(p, t, unit, w);
  const moment = madd(w, f32x4.splat(step.xVariance), f32x4.mul(excess, f32x4.splat(step.xMean)));
  const through = f32x4.mul(f32x4.mul(normalized, inverse), f32x4.splat(weight * rows));
  const direct = madd(sum, f32x4.splat(step.xMean * (1 - weight * rows)), sumX);
  const share = f32x4.mul(inputScale(p, t, unit), f32x4.splat(p.rankShare));
  return f32x4.mul(share, nmadd(through, moment, direct));
}

/**
 * What is subtracted from ∂x of a step because of one unit: the constant and the factor of x − m, in the
 * first two lanes.
 */
export function singleInputCorrection(
  p: Problem,
  t: u32,
  unit: u32,
  sum: v128,
  normalized: v128,
): v128 {
  const w = v128.load(p.packedWx + (<usize> unit << 4));
  const through = f32x4.mul(v128.load(savedInputOf(p, t, unit), 16), normalized);
  const factor = f32x4.mul(f32x4.mul(w, inputScale(p, t, unit)), f32x4.splat(inputWeight(p, t)));
  const constant = f32x4.mul(factor, madd(excessMean(p, t, unit, w), through, sum));
  const slope = f32x4.mul(factor, f32x4.mul(w, through));
  const zero = f32x4.splat(0);
  return sumLanes(constant, slope, zero, zero);
}

/** Adds Σ_gates w γ r d of a unit to the thread's part of ∂x. */
export function addSingleInputGradient(
  p: Problem,
  t: u32,
  unit: u32,
  d: usize,
  dStride: usize,
  part: usize,
): void {
  const factor = f32x4.mul(v128.load(p.packedWx + (<usize> unit << 4)), inputScale(p, t, unit));
  const f0 = v128.shuffle<f32>(factor, factor, 0, 0, 0, 0);
  const f1 = v128.shuffle<f32>(factor, factor, 1, 1, 1, 1);
  const f2 = v128.shuffle<f32>(factor, factor, 2, 2, 2, 2);
  const f3 = v128.shuffle<f32>(factor, factor, 3, 3, 3, 3);
  const d1 = d + dStride, d2 = d1 + dStride, d3 = d2 + dStride;
  const bytes = <usize> stepOf(p, t).rows << 2;
  for (let k: usize = 0; k != bytes; k += 16) {
    const early = madd(v128.load(d + k), f0, madd(v128.load(d1 + k), f1, v128.load(part + k)));
    v128.store(part + k, madd(v128.load(d2 + k), f2, madd(v128.load(d3 + k), f3, early)));
  }
}

/** Subtracts `constant + slope (x − m)` from a thread's part of ∂x at step t. */
export function correctSingleInput(p: Problem, t: u32, correction: v128, part: usize): void {
  const step = stepOf(p, t), x = p.xPanels + (<usize> step.row << 2);
  const constant = f32x4.extract_lane(correction, 0), slope = f32x4.extract_lane(correction, 1);
  for (let b: u32 = 0; b < step.active; b++) {
    const at = <usize> b << 2;
    const distance = load<f32>(x + at) - step.xMean;
    store<f32>(part + at, load<f32>(part + at) - constant - slope * distance);
  }
}
