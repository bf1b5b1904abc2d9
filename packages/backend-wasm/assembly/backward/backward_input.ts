import { arrive } from "../memory/barrier";
import { addInputWeightGradientSlice, multiplyInputGradientSlice } from "../products/blas";
import { inputTermOf, inputTermStride, savedInputOf } from "../forward/input_term";
import { multiplyPanels } from "../products/gemm_tile";
import { gradientGateBytes, gradientPanelBytes, gradientPanels } from "../memory/layout";
import { firstUnit, NONE, PANEL_BYTES, Problem, quartet, SEQUENCE, stepOf } from "../memory/problem";
import { D_HIDDEN, MASK, scratchRow, scratchRowBytes, writeMask } from "../memory/scratch";
import { writeTermGradient } from "./term_gradient";
import { scatter } from "../products/transpose";
import { addWeightGradient } from "./weight_gradient";

/** w of the input site at step t: how far the gradient goes through the statistics. */
export function inputWeight(p: Problem, t: u32): f32 {
  if (p.inputSite.kind == NONE) return 0;
  return p.inputSite.kind == SEQUENCE ? p.sequenceWeight : stepOf(p, t).gradientWeight;
}

/** Writes ∂loss/∂a^x of a unit at step t, for I > 1, given the gates' gradients d, Σ d and Σ d x̂. */
export function writeInputGradient(
  p: Problem,
  t: u32,
  unit: u32,
  d: usize,
  dStride: usize,
  sum: v128,
  sumTerm: v128,
  mask: usize,
): void {
  const step = stepOf(p, t), saved = savedInputOf(p, t, unit);
  const inverse = v128.load(saved, 16);
  const scale = f32x4.mul(v128.load(p.unitParameters + (<usize> unit << 6), 16), inverse);
  const weighted = f32x4.mul(scale, f32x4.splat(inputWeight(p, t)));
  writeTermGradient(
    d,
    dStride,
    inputTermOf(p, step, unit),
    inputTermStride(p, step),
    v128.load(saved),
    scale,
    f32x4.mul(weighted, sum),
    f32x4.mul(weighted, f32x4.mul(sumTerm, inverse)),
    mask,
    gradientPanels(p, p.inputGradientPanels, t) + unit * 4 * gradientGateBytes(p),
    gradientPanelBytes(p),
    gradientGateBytes(p),
    p.blas ? 0 : p.inputGradientRows + (<usize> (unit * p.chunkCapacity + step.chunkRow) << 4),
    <usize> step.rows << 2,
  );
}

/** ∂loss/∂x of step t, for I > 1, from the complete panels of ∂loss/∂a^x. */
export function multiplyInputGradient(p: Problem, t: u32, thread: u32, threads: u32): void {
  if (p.blas) {
    const first = p.inputs * thread / threads, last = p.inputs * (thread + 1) / threads;
    return multiplyInputGradientSlice(p, t, first, last);
  }
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), tile = scratchRow(p, thread, D_HIDDEN);
  const groups = (p.inputs + 3) >> 2, stride = <usize> p.inputs << 2;
  for (let group = groups * thread / threads; group < groups * (thread + 1) / threads; group++) {
    multiplyPanels(
      p.transposedWx + (<usize> (group * p.hidden) << 6),
      gradientPanels(p, p.inputGradientPanels, t),
      gradientPanelBytes(p),
      p.hidden * 4,
      step.rows >> 3,
      tile,
      rowBytes,
      false,
    );
    for (let k: u32 = 0; k < 4 && group * 4 + k < p.inputs; k++) {
      const column = <usize> (group * 4 + k) << 2;
      scatter(tile + k * rowBytes, step.active, p.dx + t * p.batch * stride + column, stride);
    }
  }
}

/** Adds the gradient of some units' columns of Wx over a chunk of steps that starts at step t, for I > 1. */
export function addInputWeightGradient(p: Problem, t: u32, first: u32, last: u32): void {
  if (p.blas) return addInputWeightGradientSlice(p, t, first, last);
  const step = stepOf(p, t);
  addWeightGradient(
    p.inputGradientRows,
    p.chunkCapacity,
    p.xRows + step.row * PANEL_BYTES,
    p.xRowCount * PANEL_BYTES,
    step.chunkRows,
    (p.inputs + 7) >> 3,
    p.packedDWx,
    first,
    last,
  );
}

/**
 * For I > 1 and sequence statistics: the input term's gradients, whose sums are known only once all steps
 * are done. As in the main pass, the product for ∂x is one step behind.
 */
export function backwardSequence(p: Problem, thread: u32, threads: u32): void {
  const mask = scratchRow(p, thread, MASK);
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  for (let t = p.lastStep - 1; t + 1 > p.firstStep; t--) {
    const step = stepOf(p, t);
    writeMask(mask, step.active, step.rows);
    if (t + 1 < p.steps) multiplyInputGradient(p, t + 1, thread, threads);
    if (p.blas) arrive(p.barrier, thread, threads);
    for (let unit = first; unit < last; unit++) {
      const d = quartet(p.gateGradients, step.row, step.rows, p.hidden, unit);
      const totals = p.unitTotals + (<usize> unit << 6);
      const sum = v128.load(totals, 32), sumTerm = v128.load(totals, 16);
      writeInputGradient(p, t, unit, d, <usize> step.rows << 2, sum, sumTerm, mask);
    }
    if (step.chunkRows > 0) addInputWeightGradient(p, t, first, last);
    arrive(p.barrier, thread, threads);
  }
}
