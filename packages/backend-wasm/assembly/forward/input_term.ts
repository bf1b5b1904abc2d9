import { multiplyInputSlice } from "../products/blas";
import {
  firstUnit,
  NONE,
  Problem,
  quartet,
  SEQUENCE,
  Site,
  Step,
  stepOf,
  TIMESTEP,
} from "../memory/problem";
import { multiplyRows } from "../products/row_product";
import { MASK, scratchRow, writeMask } from "../memory/scratch";
import {
  readMean,
  readVariance,
  sharedOf,
  sumAlone,
  sumShared,
  writeMoments,
} from "../memory/ranks";
import {
  saveIdentity,
  settleStatistics,
  shareOf,
  sharesHidden,
  sumQuartet,
  sumSquaresQuartet,
} from "./statistics";

/**
 * The input term a^x = x Wx.
 *
 * With one input it is never stored: each of its columns is x times a number, so that its statistics are
 * those of x, mean w μ and variance w² v, and reading x once serves all units.
 */

/** Where μ̂ and 1/σ̂ of a unit's input term are saved. */
export function savedInputOf(p: Problem, t: u32, unit: u32): usize {
  const step = p.inputSite.kind == SEQUENCE ? 0 : stepOf(p, t).savedStep;
  return p.savedInput + (<usize> (step * p.hidden + unit) << 5);
}

/** Where the input term of a step and unit is: x itself where I = 1. */
export function inputTermOf(p: Problem, step: Step, unit: u32): usize {
  if (p.inputs == 1) return p.xPanels + (<usize> step.row << 2);
  return quartet(p.inputTerms, step.inputRow, step.rows, p.hidden, unit);
}

/** Bytes from the input term of one gate to that of the next. */
export function inputTermStride(p: Problem, step: Step): usize {
  return p.inputs == 1 ? 0 : <usize> step.rows << 2;
}

/** Computes the input term of some units at one step, for I > 1. */
function multiplyInputs(p: Problem, step: Step, first: u32, last: u32): void {
  const weights = p.packedWx + (<usize> (first * p.inputs) << 4);
  const panels = p.xPanels + (<usize> (step.row * p.inputs) << 2);
  multiplyRows(weights, panels, p.inputs, step, last - first, inputTermOf(p, step, first));
}

/** The same where it is stored and not yet that of the whole sequence. */
export function multiplyInput(p: Problem, step: Step, first: u32, last: u32): void {
  if (p.inputs > 1 && p.inputSite.kind != SEQUENCE) multiplyInputs(p, step, first, last);
}

/** Statistics of the input term of a unit at step t over the batch, unless they are those of the whole sequence. */
export function prepareInputTerm(p: Problem, t: u32, unit: u32, mask: usize): void {
  const site = p.inputSite, step = stepOf(p, t);
  if (site.kind == SEQUENCE) return;
  if (p.reuseStatistics || !p.training) return;
  const saved = savedInputOf(p, t, unit);
  if (site.kind == NONE) return saveIdentity(saved);
  let mean = f32x4.splat(0), variance = mean;
  if (p.inputs == 1) {
    const w = v128.load(p.packedWx + (<usize> unit << 4));
    mean = f32x4.mul(w, f32x4.splat(step.xMean));
    variance = f32x4.mul(f32x4.mul(w, w), f32x4.splat(step.xVariance));
  } else {
    const a = inputTermOf(p, step, unit), stride = inputTermStride(p, step);
    const share = shareOf(step.active);
    mean = f32x4.mul(sumQuartet(a, stride, step.active, mask), share);
    variance = f32x4.mul(sumSquaresQuartet(a, stride, step.active, mask, mean), share);
    if (p.shared) return writeMoments(sharedInput(p, unit), step.active, mean, variance);
  }
  settleStatistics(p, site, t, step.priorRow, step.blend, unit, 4, mean, variance, saved);
}

/** Whether statistics of the input term are summed over processes step by step: with one input those of x are. */
export function sharesInput(p: Problem): bool {
  return p.shared != 0 && p.inputs > 1 && p.inputSite.kind == TIMESTEP;
}

/** Where a unit's sums of the input term are among those to be summed: behind those of the hidden term. */
function sharedInput(p: Problem, unit: u32): usize {
  return sharedOf(p, unit + (sharesHidden(p) ? p.hidden : 0), 8);
}

/** Statistics of the input term over the rows of all processes, once they are summed. */
export function settleInputTerm(p: Problem, t: u32, unit: u32): void {
  if (!sharesInput(p)) return;
  const step = stepOf(p, t), at = sharedInput(p, unit), n = <f64> step.batchActive;
  const mean = readMean(at, n), variance = readVariance(at, n), saved = savedInputOf(p, t, unit);
  settleStatistics(p, p.inputSite, t, step.priorRow, step.blend, unit, 4, mean, variance, saved);
}

/** Computes the input terms of the whole sequence and the statistics they share. */
export function prepareSequence(p: Problem, thread: u32, threads: u32): void {
  const mask = scratchRow(p, thread, MASK);
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  if (p.inputs > 1 && p.blas) {
    for (let t: u32 = 0; t < p.steps; t++) multiplyInputSlice(p, t, first, last);
  }
  const pairs = ownPairs(p), together = p.shared != 0 && p.inputs > 1;
  for (let unit = first; unit < last; unit++) {
    if (p.inputs > 1 && !p.blas) {
      for (let t: u32 = 0; t < p.steps; t++) multiplyInputs(p, stepOf(p, t), unit, unit + 1);
    }
    let mean = f32x4.splat(0), variance = mean;
    if (p.training) {
      // Summed in single precision within a step and in double precision over the steps.
      const weight = 1 / <f64> pairs;
      mean = scaleSums(p, unit, mask, mean, false, weight);
      variance = scaleSums(p, unit, mask, mean, true, weight);
      if (p.inputs == 1) {
        const w = v128.load(p.packedWx + (<usize> unit << 4)), first = stepOf(p, 0);
        mean = f32x4.mul(w, f32x4.splat(first.xMean));
        variance = f32x4.mul(f32x4.mul(w, w), f32x4.splat(first.xVariance));
      }
    }
    if (together) writeMoments(sharedOf(p, unit, 8), pairs, mean, variance);
    else settleSequence(p, unit, mean, variance);
  }
  if (!together) return;
  sumShared(p, 8 * p.hidden, thread, threads);
  for (let unit = first; unit < last; unit++) {
    const at = sharedOf(p, unit, 8), n = <f64> p.pairs;
    settleSequence(p, unit, readMean(at, n), readVariance(at, n));
  }
}

/** Statistics of the input term over the whole sequence. */
function settleSequence(p: Problem, unit: u32, mean: v128, variance: v128): void {
  const saved = savedInputOf(p, 0, unit);
  settleStatistics(p, p.inputSite, 0, 0, p.sequenceBlend, unit, 4, mean, variance, saved);
}

/** Active rows of all steps together, of this process alone. */
function ownPairs(p: Problem): u32 {
  let pairs: u32 = 0;
  for (let t: u32 = 0; t < p.steps; t++) pairs += stepOf(p, t).active;
  return pairs;
}

/** Sums of a unit's four columns, or of their squared distances from `mean`, over all steps, times `weight`. */
function scaleSums(
  p: Problem,
  unit: u32,
  mask: usize,
  mean: v128,
  squares: bool,
  weight: f64,
): v128 {
  let low = f64x2.splat(0), high = low;
  if (p.inputs > 1) {
    for (let t: u32 = 0; t < p.steps; t++) {
      const step = stepOf(p, t), a = inputTermOf(p, step, unit), stride = inputTermStride(p, step);
      writeMask(mask, step.active, step.rows);
      const sums = squares
        ? sumSquaresQuartet(a, stride, step.active, mask, mean)
        : sumQuartet(a, stride, step.active, mask);
      low = f64x2.add(low, f64x2.promote_low_f32x4(sums));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(sums, sums, 2, 3, 2, 3)));
    }
  }
  const scale = f64x2.splat(weight);
  const first = f32x4.demote_f64x2_zero(f64x2.mul(low, scale));
  const second = f32x4.demote_f64x2_zero(f64x2.mul(high, scale));
  return v128.shuffle<f32>(first, second, 0, 1, 4, 5);
}

/**
 * Mean and variance of x over the active rows of each step, or over all of them for sequence statistics; in
 * training over those of all processes.
 */
export function measureX(p: Problem): void {
  const sequence = p.inputSite.kind == SEQUENCE, groups: u32 = sequence ? 1 : p.steps;
  for (let t: u32 = 0; t < groups; t++) measureSteps(p, t, sequence ? p.steps : t + 1, t);
  if (!p.shared) return;
  sumAlone(p, 2 * groups);
  for (let t: u32 = 0; t < p.steps; t++) {
    const step = stepOf(p, t), at = sharedOf(p, sequence ? 0 : t, 2);
    const share = 1 / <f64> (sequence ? p.pairs : step.batchActive), mean = load<f64>(at) * share;
    step.xMean = <f32> mean;
    step.xVariance = <f32> max<f64>(load<f64>(at, 8) * share - mean * mean, 0);
  }
}

/**
 * Measures x over the active rows of some steps together, in double precision.
 *
 * @param group Where the sums go that are to be summed over processes.
 */
function measureSteps(p: Problem, first: u32, last: u32, group: u32): void {
  let sum: f64 = 0, squares: f64 = 0, count: f64 = 0;
  for (let t = first; t < last; t++) {
    const step = stepOf(p, t), x = p.xPanels + (<usize> step.row << 2);
    for (let b: u32 = 0; b < step.active; b++) sum += <f64> load<f32>(x + (<usize> b << 2));
    count += <f64> step.active;
  }
  const mean = count > 0 ? sum / count : 0;
  for (let t = first; t < last; t++) {
    const step = stepOf(p, t), x = p.xPanels + (<usize> step.row << 2);
    for (let b: u32 = 0; b < step.active; b++) {
      const distance = <f64> load<f32>(x + (<usize> b << 2)) - mean;
      squares += distance * distance;
    }
  }
  for (let t = first; t < last; t++) {
    const step = stepOf(p, t);
    step.xMean = <f32> mean;
    step.xVariance = <f32> (squares / count);
  }
  if (!p.shared) return;
  store<f64>(sharedOf(p, group, 2), sum);
  store<f64>(sharedOf(p, group, 2), squares + count * mean * mean, 8);
}
