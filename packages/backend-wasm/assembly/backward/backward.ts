import { backwardCell } from "./backward_cell";
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
import { addHiddenWeightGradientSlice, multiplyHiddenGradientSlice } from "../products/blas";
import { addWeightGradient } from "./weight_gradient";
import { computeCellTanh } from "../forward/cell_output";
import { computeGates, hiddenTermOf, savedOf } from "../forward/gates";
import { multiplyPanels } from "../products/gemm_tile";
import { inputTermOf, inputTermStride, savedInputOf } from "../forward/input_term";
import { gradientGateBytes, gradientPanelBytes, gradientPanels, slotRows } from "../memory/layout";
import { packState, packTransposedWeights, packXRows } from "../products/packing";
import { firstUnit, NONE, PANEL_BYTES, Problem, quartet, SEQUENCE, stepOf } from "../memory/problem";
import {
  COEFFICIENTS,
  D_GATES,
  D_HIDDEN,
  endOfBlock,
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
  if (p.blas) {
    // Sums of weight gradients lie as the contract has them: as many elements for each unit as there are rows.
    memory.fill(p.dWh + (<usize> (first * p.hidden) << 4), 0, units * p.hidden << 4);
    memory.fill(p.dWx + (<usize> (first * p.inputs) << 4), 0, units * p.inputs << 4);
    return;
  }
  const groups = (p.hidden + 3) >> 2;
  packTransposedWeights(
    p.wh,
    p.hidden,
    p.hidden,
    p.transposedWh,
    groups * thread / threads,
    groups * (thread + 1) / threads,
  );
  memory.fill(p.packedDWh + (<usize> (first * paddedH) << 4), 0, units * paddedH << 4);
  if (p.inputs == 1) return;
  const paddedI = (p.inputs + 7) & ~7, inputGroups = (p.inputs + 3) >> 2;
  memory.fill(p.packedDWx + (<usize> (first * paddedI) << 4), 0, units * paddedI << 4);
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
  const corrections = scratchRow(p, thread, COEFFICIENTS) + GRADIENT_SUMS_BYTES + 32;
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  const separate = p.inputs > 1 && p.inputSite.kind != SEQUENCE;
  for (let t = p.lastStep - 1; t + 1 > p.firstStep; t--) {
    const step = stepOf(p, t);
    const part = p.xGradientParts + (<usize> (thread * p.xRowCount + step.row) << 2);
    writeMask(mask, step.active, step.rows);
    if (separate && t + 1 < p.steps) multiplyInputGradient(p, t + 1, thread, threads);
    if (p.blas && t + 1 < p.steps) {
      multiplyHiddenGradientSlice(p, t + 1, first, last);
      // The gradients of this step may take the place of those just read.
      arrive(p.barrier, thread, threads);
    }
    v128.store(corrections, f32x4.splat(0));
    for (let block = first; block < last; block = endOfBlock(block, last)) {
      backwardBlock(p, t, block, endOfBlock(block, last), thread, part, corrections);
    }
    if (step.chunkRows > 0) {
      addHiddenWeightGradient(p, t, first, last);
      if (separate) addInputWeightGradient(p, t, first, last);
    }
    if (p.inputs == 1) correctSingleInput(p, t, v128.load(corrections), part);
    arrive(p.barrier, thread, threads);
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
  collectHiddenGradient(p, t, first >> 2, thread);
  for (let unit = first; unit < last; unit++) {
    computeGates(p, t, unit, thread);
    computeCellTanh(p, t, unit, thread);
  }
  for (let unit = first; unit < last; unit++) backwardCell(p, t, unit, thread);
  for (let unit = first; unit < last; unit++) {
    backwardTerms(p, t, unit, thread, part, corrections);
  }
}

/** ∂loss/∂h_t of four units into scratch: from above, from the end of rows, and from step t + 1. */
function collectHiddenGradient(p: Problem, t: u32, group: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p);
  const out = scratchRow(p, thread, D_HIDDEN), unit = group * 4, stride = <usize> p.hidden << 2;
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
  if (t + 1 < p.steps) multiplyHiddenGradient(p, t + 1, group, out);
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

/** From the gates' gradients of a unit to those of its hidden and input terms and parameters. */
function backwardTerms(
  p: Problem,
  t: u32,
  unit: u32,
  thread: u32,
  part: usize,
  corrections: usize,
): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const d = unitRow(p, thread, unit, D_GATES), sums = scratchRow(p, thread, COEFFICIENTS);
  const saved = savedOf(p, t, unit), a = hiddenTermOf(p, step, unit);
  const x = inputTermOf(p, step, unit), xStride = inputTermStride(p, step);

  let xMean = savedInputOf(p, t, unit);
  if (p.inputs == 1) {
    xMean = sums + GRADIENT_SUMS_BYTES;
    v128.store(xMean, f32x4.splat(step.xMean));
  }
  sumGradients(d, rowBytes, a, bytes, saved, x, xStride, xMean, bytes, sums);
  const sum = gradientSum(sums, 0), inverse = v128.load(saved, 16);
  const sumA = f32x4.mul(gradientSum(sums, 1), inverse);
  const sumX = gradientSum(sums, 2);
  const normalizedX = p.inputs == 1
    ? normalizedSum(p, t, unit, sum, sumX)
    : f32x4.mul(sumX, v128.load(xMean, 16));

  const gradients = p.unitGradients + (<usize> unit << 6);
  if (p.hiddenSite.kind != NONE) {
    v128.store(gradients, f32x4.add(v128.load(gradients), sumA));
  }
  if (p.inputSite.kind != NONE) {
    v128.store(gradients, f32x4.add(v128.load(gradients, 16), normalizedX), 16);
  }
  v128.store(gradients, f32x4.add(v128.load(gradients, 32), sum), 32);

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
    f32x4.mul(weighted, f32x4.mul(sumA, inverse)),
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
    // Sequence statistics: X is added up here and made a gradient when all steps are done.
    const weights = p.packedDWx + (<usize> unit << 4);
    const own = sequence
      ? sumX
      : singleWeightGradient(p, t, unit, <f32> step.active, sum, sumX, normalizedX);
    v128.store(weights, f32x4.add(v128.load(weights), own));
    if (!sequence) {
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
