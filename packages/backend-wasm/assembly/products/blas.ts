import { gradientPanels, slotRows, xLaneBytes } from "../memory/layout";
import { hiddenPanelsBefore, hiddenRow } from "./packing";
import { Problem, quartet, stepOf } from "../memory/problem";

/**
 * The large products by a native BLAS on the same memory, instead of the tile of `gemm_tile.ts`. It reads
 * weights and writes their gradients as the kernel contract has them, one gate at a time, and the terms of a
 * gate are rows of quartets. Every thread multiplies for its own slice of units, as it does without.
 */

/**
 * C[m, n] = op(A)[m, k] op(B)[k, n], or added to what C holds; all row by row, strides in elements. The
 * caller gives this function as `blas.multiply`; where `Problem.blas` is 0 it is never called.
 */
declare function multiply(
  transposeA: bool,
  transposeB: bool,
  m: u32,
  n: u32,
  k: u32,
  a: usize,
  aStride: u32,
  b: usize,
  bStride: u32,
  accumulate: bool,
  c: usize,
  cStride: u32,
): void;

/** a^h = h_{t−1} Wh of some units. */
export function multiplyHiddenSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const step = stepOf(p, t), rows = step.rows, before = hiddenPanelsBefore(p, t);
  const terms = quartet(p.hiddenTerms, step.residualRow, rows, p.hidden, first);
  multiplyTerms(p, p.wh, p.hidden, before, false, slotRows(p), terms, rows, first, last);
}

/** a^x = x Wx of some units, for I > 1. */
export function multiplyInputSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const step = stepOf(p, t), rows = step.rows, x = xRow(p, step.row);
  const terms = quartet(p.inputTerms, step.inputRow, rows, p.hidden, first);
  multiplyTerms(p, p.wx, p.inputs, x, true, p.inputs, terms, rows, first, last);
}

/** Terms of the four gates of some units: Wᵀ times what comes in. */
function multiplyTerms(
  p: Problem,
  weights: usize,
  depth: u32,
  source: usize,
  transposeSource: bool,
  sourceStride: u32,
  terms: usize,
  rows: u32,
  first: u32,
  last: u32,
): void {
  // A step that only other processes have rows at.
  if (rows == 0) return;
  for (let gate: u32 = 0; gate < 4; gate++) {
    const columns = weights + (<usize> (gate * p.hidden + first) << 2);
    const out = terms + (<usize> (gate * rows) << 2), units = last - first;
    multiply(
      true,
      transposeSource,
      units,
      rows,
      depth,
      columns,
      4 * p.hidden,
      source,
      sourceStride,
      false,
      out,
      4 * rows,
    );
  }
}

/** ∂loss/∂h of some units that comes from step t, through its a^h = h_{t−1} Wh, to `hiddenProducts`. */
export function multiplyHiddenGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const step = stepOf(p, t), gradients = gradientPanels(p, p.hiddenGradientPanels, t);
  const columns = 4 * p.hidden, slot = slotRows(p);
  const out = p.hiddenProducts + (<usize> (first * slot) << 2);
  for (let gate: u32 = 0; gate < 4; gate++) {
    const weights = p.wh + (<usize> (first * columns + gate * p.hidden) << 2);
    const source = gradients + (<usize> (gate * p.chunkCapacity) << 2);
    multiply(
      false,
      false,
      last - first,
      step.rows,
      p.hidden,
      weights,
      columns,
      source,
      4 * p.chunkCapacity,
      gate > 0,
      out,
      slot,
    );
  }
}

/** ∂loss/∂x of step t and some inputs, for I > 1, from the complete ∂loss/∂a^x. */
export function multiplyInputGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const step = stepOf(p, t), gradients = gradientPanels(p, p.inputGradientPanels, t);
  const columns = 4 * p.hidden, out = p.dx + (<usize> (t * p.batch * p.inputs + first) << 2);
  for (let gate: u32 = 0; gate < 4; gate++) {
    const weights = p.wx + (<usize> (first * columns + gate * p.hidden) << 2);
    const source = gradients + (<usize> (gate * p.chunkCapacity) << 2);
    multiply(
      true,
      true,
      step.active,
      last - first,
      p.hidden,
      source,
      4 * p.chunkCapacity,
      weights,
      columns,
      gate > 0,
      out,
      p.inputs,
    );
  }
}

/** Adds the gradient of some units' columns of Wh over a chunk of steps that starts at step t. */
export function addHiddenWeightGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const rows = hiddenRow(p, stepOf(p, t).residualRow, 0);
  addWeightGradientSlice(p, t, rows, p.hidden, p.hiddenGradientPanels, p.dWh, first, last);
}

/** Adds the gradient of some units' columns of Wx over a chunk of steps that starts at step t, for I > 1. */
export function addInputWeightGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const rows = xRow(p, stepOf(p, t).row);
  addWeightGradientSlice(p, t, rows, p.inputs, p.inputGradientPanels, p.dWx, first, last);
}

/** Adds activationsᵀ times gradients over the rows of a chunk of steps. */
function addWeightGradientSlice(
  p: Problem,
  t: u32,
  activations: usize,
  width: u32,
  gradients: usize,
  sums: usize,
  first: u32,
  last: u32,
): void {
  const rows = stepOf(p, t).chunkRows;
  for (let gate: u32 = 0; gate < 4; gate++) {
    const source = gradients + (<usize> ((first * 4 + gate) * p.chunkCapacity) << 2);
    const out = sums + (<usize> (gate * p.hidden + first) << 2);
    multiply(
      true,
      true,
      width,
      last - first,
      rows,
      activations,
      width,
      source,
      4 * p.chunkCapacity,
      true,
      out,
      4 * p.hidden,
    );
  }
}

/** Where a packed row of x is. */
function xRow(p: Problem, row: u32): usize {
  return p.xPanels + row * xLaneBytes(p);
}
