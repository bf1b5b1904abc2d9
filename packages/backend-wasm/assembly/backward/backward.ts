import { backwardCell, backwardOutput } from "./backward_cell";
import {
  addInputWeightGradient,
  multiplyInputGradient,
  writeInputGradient,
} from "./backward_input";
import {
  addSingleInputGradient,
  correctSingleInput,
  normalizedSum,
  singleInputCorrection,
  singleWeightGradient,
} from "./backward_single_input";
import { arrive } from "../memory/barrier";
import { readLanes, sharedOf, sumShared, writeLanes } from "../memory/ranks";
import { addHiddenWeightGradientSlice, multiplyHiddenGradientSlice } from "../products/blas";
import { addWeightGradient } from "./weight_gradient";
import { computeCellTanh } from "../forward/cell_output";
import { computeGates, hiddenTermOf, savedOf } from "../forward/gates";
import { multiplyPanels } from "../products/gemm_tile";
import { inputTermOf, inputTermStride, savedInputOf } from "../forward/input_term";
import { gradientGateBytes, gradientPanelBytes, gradientPanels, slotRows } from "../memory/layout";
import { packColumns, packState, packTransposedWeights, packXRows } from "../products/packing";
import {
  ACTIVATIONS,
  endPhase,
  HIDDEN_PRODUCT,
  INPUT_PRODUCT,
  MEETING,
  SPREADING,
  STATE,
  TERM_GRADIENT,
  WEIGHT_GRADIENT,
} from "../memory/phases";
import { firstUnit, NONE, PANEL_BYTES, Problem, quartet, SEQUENCE, stepOf } from "../memory/problem";
import {
  coefficientsOf,
  D_GATES,
  endOfBlock,
  hiddenGradientRow,
  MASK,
  scratchRow,
  scratchRowBytes,
  unitRow,
  writeMask,
} from "../memory/scratch";
import { GRADIENT_SUMS_BYTES, gradientSum, sumGradients, writeTermGradient } from "./term_gradient";
import { transpose4 } from "../products/transpose";

/**
 * The backward pass. Like the forward pass it gives each thread a slice of units and one meeting a step:
 * ∂loss/∂a^h of all units must be complete before the step before it can start.
 */

/** Packs what the backward pass reads and clears what it adds to. */
export function packBackward(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  packState(p, p.dC, p.cellGradient, first, last);
  const units = <usize> (last - first), paddedH = (p.hidden + 7) & ~7;
  memory.fill(p.unitGradients + (<usize> first << 6), 0, units << 6);
  if (p.inputs == 1) {
    memory.fill(p.packedDWx + (<usize> first << 4), 0, units << 4);
    memory.fill(p.xGradientParts + (<usize> (thread * p.xRowCount) << 2), 0, p.xRowCount << 2);
  }
  const paddedI = (p.inputs + 7) & ~7;
  memory.fill(p.packedDWh + (<usize> (first * paddedH) << 4), 0, units * paddedH << 4);
  if (p.inputs > 1) memory.fill(p.packedDWx + (<usize> (first * paddedI) << 4), 0, units * paddedI << 4);
  // The rows of Wh, as many as there are units.
  if (p.blas) return packColumns(p.wh, p.hidden, p.packedWh, first, last);
  const groups = (p.hidden + 3) >> 2;
  packTransposedWeights(
    p.wh,
    p.hidden,
    p.hidden,
    p.transposedWh,
    groups * thread / threads,
    groups * (thread + 1) / threads,
  );
  if (p.inputs == 1) return;
  const inputGroups = (p.inputs + 3) >> 2;
  packTransposedWeights(
    p.wx,
    p.inputs,
    p.hidden,
    p.transposedWx,
    inputGroups * thread / threads,
    inputGroups * (thread + 1) / threads,
  );
  packXRows(p, p.steps * thread / threads, p.steps * (thread + 1) / threads);
}

/** Runs the steps from `lastStep` down to `firstStep`. */
export function backwardSteps(p: Problem, thread: u32, threads: u32): void {
  const mask = scratchRow(p, thread, MASK);
  const corrections = coefficientsOf(p, thread) + GRADIENT_SUMS_BYTES + 32;
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  const separate = p.inputs > 1 && p.inputSite.kind != SEQUENCE;
  for (let t = p.lastStep - 1; t + 1 > p.firstStep; t--) {
    const step = stepOf(p, t);
    const part = p.xGradientParts + (<usize> (thread * p.xRowCount + step.row) << 2);
    writeMask(mask, step.active, step.rows);
    if (separate && t + 1 < p.steps) multiplyInputGradient(p, t + 1, thread, threads);
    endPhase(INPUT_PRODUCT);
    if (p.blas && t + 1 < p.steps) {
      multiplyHiddenGradientSlice(p, t + 1, first, last);
      endPhase(HIDDEN_PRODUCT);
      // The gradients of this step may take the place of those just read.
      arrive(p.barrier, thread, threads);
      endPhase(MEETING);
    }
    v128.store(corrections, f32x4.splat(0));
    if (p.shared) backwardTogether(p, t, first, last, thread, threads, part, corrections);
    else {
      for (let block = first; block < last; block = endOfBlock(block, last)) {
        backwardBlock(p, t, block, endOfBlock(block, last), thread, part, corrections);
      }
    }
    if (step.chunkRows > 0) {
      addHiddenWeightGradient(p, t, first, last);
      if (separate) addInputWeightGradient(p, t, first, last);
    }
    endPhase(WEIGHT_GRADIENT);
    if (p.inputs == 1) correctSingleInput(p, t, v128.load(corrections), part);
    endPhase(TERM_GRADIENT);
    arrive(p.barrier, thread, threads);
    endPhase(MEETING);
  }
}

/** One step of a block of units. */
function backwardBlock(
  p: Problem,
  t: u32,
  first: u32,
  last: u32,
  thread: u32,
  part: usize,
  corrections: usize,
): void {
  recallBlock(p, t, first, last, thread);
  for (let unit = first; unit < last; unit++) {
    backwardCell(p, t, unit, thread, backwardOutput(p, t, unit, thread));
  }
  endPhase(STATE);
  for (let unit = first; unit < last; unit++) {
    sumTerms(p, t, unit, thread);
    const sums = coefficientsOf(p, thread);
    const sum = gradientSum(sums, 0), sumA = gradientSum(sums, 1), sumX = gradientSum(sums, 2);
    backwardTerms(p, t, unit, thread, part, corrections, sum, sumA, sumX);
  }
  endPhase(TERM_GRADIENT);
}

/** One step of a slice of units, normalized with statistics of all processes. */
function backwardTogether(
  p: Problem,
  t: u32,
  first: u32,
  last: u32,
  thread: u32,
  threads: u32,
  part: usize,
  corrections: usize,
): void {
  for (let block = first; block < last; block = endOfBlock(block, last)) {
    recallBlock(p, t, block, endOfBlock(block, last), thread);
  }
  for (let unit = first; unit < last; unit++) {
    const sums = backwardOutput(p, t, unit, thread);
    v128.store(sharedOf(p, unit, 2), f64x2.promote_low_f32x4(sums));
  }
  if (p.cellSite.kind != NONE) sumShared(p, 2 * p.hidden, thread, threads);
  for (let unit = first; unit < last; unit++) {
    const sums = f32x4.demote_f64x2_zero(v128.load(sharedOf(p, unit, 2)));
    backwardCell(p, t, unit, thread, sums);
  }
  // What was summed may be overwritten once all have read it.
  arrive(p.barrier, thread, threads);
  for (let unit = first; unit < last; unit++) {
    sumTerms(p, t, unit, thread);
    const sums = coefficientsOf(p, thread), shared = sharedOf(p, unit, 12);
    for (let which: usize = 0; which < 3; which++) {
      writeLanes(shared + (which << 5), gradientSum(sums, which));
    }
  }
  sumShared(p, 12 * p.hidden, thread, threads);
  for (let unit = first; unit < last; unit++) {
    const at = sharedOf(p, unit, 12);
    const sum = readLanes(at), sumA = readLanes(at + 32), sumX = readLanes(at + 64);
    backwardTerms(p, t, unit, thread, part, corrections, sum, sumA, sumX);
  }
}

/** ∂loss/∂h_t of a block of units, and its gates and cells once more. */
function recallBlock(p: Problem, t: u32, first: u32, last: u32, thread: u32): void {
  collectHiddenGradient(p, t, first >> 2, thread);
  for (let unit = first; unit < last; unit++) {
    computeGates(p, t, unit, thread);
    computeCellTanh(p, t, unit, thread);
  }
  endPhase(ACTIVATIONS);
}

/** ∂loss/∂h_t of four units into scratch: from above, from the end of rows, and from step t + 1. */
function collectHiddenGradient(p: Problem, t: u32, group: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p);
  const unit = group * 4, out = hiddenGradientRow(p, thread, unit), stride = <usize> p.hidden << 2;
  let b: u32 = 0;
  if (p.dHs) {
    const above = p.dHs + t * p.batch * stride + (unit << 2);
    for (; b + 4 <= step.active; b += 4) {
      transpose4(above + b * stride, stride, out + (b << 2), rowBytes);
    }
    for (; b < step.active; b++) {
      for (let k: u32 = 0; k < 4; k++) {
        store<f32>(out + k * rowBytes + (b << 2), load<f32>(above + b * stride + (k << 2)));
      }
    }
  }
  for (let k: u32 = 0; k < 4; k++) {
    memory.fill(out + k * rowBytes + (b << 2), 0, (step.rows - b) << 2);
  }
  for (b = step.nextActive; b < step.active; b++) {
    for (let k: u32 = 0; k < 4; k++) {
      const at = out + k * rowBytes + (b << 2);
      store<f32>(at, load<f32>(at) + load<f32>(p.dH + b * stride + ((unit + k) << 2)));
    }
  }
  endPhase(SPREADING);
  if (t + 1 < p.steps) multiplyHiddenGradient(p, t + 1, group, out);
  endPhase(HIDDEN_PRODUCT);
}

/** Adds ∂loss/∂h of four units that comes from step t, through its a^h = h_{t−1} Wh. */
export function multiplyHiddenGradient(p: Problem, t: u32, group: u32, out: usize): void {
  if (p.blas) return addHiddenProducts(p, group, stepOf(p, t).rows, out);
  multiplyPanels(
    p.transposedWh + (<usize> (group * p.hidden) << 6),
    gradientPanels(p, p.hiddenGradientPanels, t),
    gradientPanelBytes(p),
    p.hidden * 4,
    stepOf(p, t).rows >> 3,
    out,
    scratchRowBytes(p),
    true,
  );
}

/** Adds what a BLAS multiplied for four units. */
function addHiddenProducts(p: Problem, group: u32, rows: u32, out: usize): void {
  const rowBytes = <usize> slotRows(p) << 2, source = p.hiddenProducts + group * 4 * rowBytes;
  for (let unit: u32 = 0; unit < 4; unit++) {
    const from = source + unit * rowBytes, to = out + unit * rowBytes;
    for (let k: usize = 0; k != <usize> rows << 2; k += 16) {
      v128.store(to + k, f32x4.add(v128.load(to + k), v128.load(from + k)));
    }
  }
}

/** Sums over the gates' gradients of a unit, to the thread's coefficients, and the gradients of b, γ_h and γ_x. */
function sumTerms(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const d = unitRow(p, thread, unit, D_GATES), sums = coefficientsOf(p, thread);
  const saved = savedOf(p, t, unit), a = hiddenTermOf(p, step, unit);
  const x = inputTermOf(p, step, unit), xStride = inputTermStride(p, step);

  let xMean = savedInputOf(p, t, unit);
  if (p.inputs == 1) {
    xMean = sums + GRADIENT_SUMS_BYTES;
    v128.store(xMean, f32x4.splat(step.xMean));
  }
  sumGradients(d, rowBytes, a, bytes, saved, x, xStride, xMean, bytes, sums);
  const sum = gradientSum(sums, 0), gradients = p.unitGradients + (<usize> unit << 6);
  if (p.hiddenSite.kind != NONE) {
    const normalized = f32x4.mul(gradientSum(sums, 1), v128.load(saved, 16));
    v128.store(gradients, f32x4.add(v128.load(gradients), normalized));
  }
  if (p.inputSite.kind != NONE) {
    const normalized = normalizedInput(p, t, unit, sum, gradientSum(sums, 2));
    v128.store(gradients, f32x4.add(v128.load(gradients, 16), normalized), 16);
  }
  v128.store(gradients, f32x4.add(v128.load(gradients, 32), sum), 32);
  if (p.inputs == 1 && p.inputSite.kind == SEQUENCE) {
    // X is added up here and made a gradient when all steps are done.
    const weights = p.packedDWx + (<usize> unit << 4);
    v128.store(weights, f32x4.add(v128.load(weights), gradientSum(sums, 2)));
  }
}

/** Σ d x̂ of the four gates of a unit, from Σ d and Σ d (x − m), or for I > 1 Σ d (a^x − μ̂). */
function normalizedInput(p: Problem, t: u32, unit: u32, sum: v128, sumX: v128): v128 {
  if (p.inputs == 1) return normalizedSum(p, t, unit, sum, sumX);
  return f32x4.mul(sumX, v128.load(savedInputOf(p, t, unit), 16));
}

/**
 * From the gates' gradients of a unit to those of its hidden and input terms.
 *
 * @param sum Σ d over the rows that were normalized together.
 * @param sumA Σ d (a^h − μ̂) over them.
 * @param sumX Σ d (x − m) over them, or for I > 1 Σ d (a^x − μ̂).
 */
function backwardTerms(
  p: Problem,
  t: u32,
  unit: u32,
  thread: u32,
  part: usize,
  corrections: usize,
  sum: v128,
  sumA: v128,
  sumX: v128,
): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const d = unitRow(p, thread, unit, D_GATES), a = hiddenTermOf(p, step, unit);
  const saved = savedOf(p, t, unit), inverse = v128.load(saved, 16);
  const normalizedA = f32x4.mul(sumA, inverse);
  const normalizedX = normalizedInput(p, t, unit, sum, sumX);

  const mask = scratchRow(p, thread, MASK);
  const scale = f32x4.mul(v128.load(p.unitParameters + (<usize> unit << 6)), inverse);
  const weight: f32 = p.hiddenSite.kind == NONE ? 0 : step.gradientWeight;
  const weighted = f32x4.mul(scale, f32x4.splat(weight));
  writeTermGradient(
    d,
    rowBytes,
    a,
    bytes,
    v128.load(saved),
    scale,
    f32x4.mul(weighted, sum),
    f32x4.mul(weighted, f32x4.mul(normalizedA, inverse)),
    mask,
    gradientPanels(p, p.hiddenGradientPanels, t) + unit * 4 * gradientGateBytes(p),
    gradientPanelBytes(p),
    gradientGateBytes(p),
    p.blas ? 0 : p.hiddenGradientRows + (<usize> (unit * p.chunkCapacity + step.chunkRow) << 4),
    bytes,
  );

  const sequence = p.inputSite.kind == SEQUENCE;
  if (p.inputs == 1) {
    addSingleInputGradient(p, t, unit, d, rowBytes, part);
    if (!sequence) {
      const weights = p.packedDWx + (<usize> unit << 4);
      const own = singleWeightGradient(p, t, unit, step.batchActive, sum, sumX, normalizedX);
      v128.store(weights, f32x4.add(v128.load(weights), own));
      const correction = singleInputCorrection(p, t, unit, sum, normalizedX);
      v128.store(corrections, f32x4.add(v128.load(corrections), correction));
    }
  } else if (sequence) {
    const kept = quartet(p.gateGradients, step.row, step.rows, p.hidden, unit);
    for (let gate: usize = 0; gate < 4; gate++) {
      memory.copy(kept + gate * bytes, d + gate * rowBytes, bytes);
    }
  } else {
    writeInputGradient(p, t, unit, d, rowBytes, sum, normalizedX, mask);
  }
}

/** Adds the gradient of some units' columns of Wh over a chunk of steps that starts at step t. */
function addHiddenWeightGradient(p: Problem, t: u32, first: u32, last: u32): void {
  if (p.blas) return addHiddenWeightGradientSlice(p, t, first, last);
  const step = stepOf(p, t);
  addWeightGradient(
    p.hiddenGradientRows,
    p.chunkCapacity,
    p.hiddenRows + step.residualRow * PANEL_BYTES,
    p.hiddenRowCount * PANEL_BYTES,
    step.chunkRows,
    (p.hidden + 7) >> 3,
    p.packedDWh,
    first,
    last,
  );
}
