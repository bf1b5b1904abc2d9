import { gradientPanels, slotRows } from "../memory/layout";
import { hiddenPanelsBefore, hiddenRow } from "./packing";
import { Problem, quartet, stepOf } from "../memory/problem";

/**
 * The large products by a native BLAS on the same memory, instead of the tile of `gemm_tile.ts`. Weights, and the
 * sums of their gradients, have their columns ordered unit by unit (`packColumns`), so that the four gates of all
 * units of a thread are one product: a call costs about as long as some ten thousand multiply-adds.
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
  const step = stepOf(p, t), before = hiddenPanelsBefore(p, t);
  const terms = quartet(p.hiddenTerms, step.residualRow, step.rows, p.hidden, first);
  multiplyTerms(p, p.packedWh, p.hidden, before, false, slotRows(p), terms, step.rows, first, last);
}

/** a^x = x Wx of some units, for I > 1. */
export function multiplyInputSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const step = stepOf(p, t), x = xRow(p, step.row);
  const terms = quartet(p.inputTerms, step.inputRow, step.rows, p.hidden, first);
  multiplyTerms(p, p.packedWx, p.inputs, x, true, p.inputs, terms, step.rows, first, last);
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
  multiply(
    true,
    transposeSource,
    4 * (last - first),
    rows,
    depth,
    weights + (<usize> first << 4),
    4 * p.hidden,
    source,
    sourceStride,
    false,
    terms,
    rows,
  );
}

/** ∂loss/∂h of some units that comes from step t, through its a^h = h_{t−1} Wh, to `hiddenProducts`. */
export function multiplyHiddenGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const columns = 4 * p.hidden, slot = slotRows(p);
  multiply(
    false,
    false,
    last - first,
    stepOf(p, t).rows,
    columns,
    p.packedWh + (<usize> (first * columns) << 2),
    columns,
    gradientPanels(p, p.hiddenGradientPanels, t),
    p.chunkCapacity,
    false,
    p.hiddenProducts + (<usize> (first * slot) << 2),
    slot,
  );
}

/** ∂loss/∂x of step t and some inputs, for I > 1, from the complete ∂loss/∂a^x. */
export function multiplyInputGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const columns = 4 * p.hidden;
  multiply(
    true,
    true,
    stepOf(p, t).active,
    last - first,
    columns,
    gradientPanels(p, p.inputGradientPanels, t),
    p.chunkCapacity,
    p.packedWx + (<usize> (first * columns) << 2),
    columns,
    false,
    p.dx + (<usize> (t * p.batch * p.inputs + first) << 2),
    p.inputs,
  );
}

/** Adds the gradient of some units' columns of Wh over a chunk of steps that starts at step t. */
export function addHiddenWeightGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const rows = hiddenRow(p, stepOf(p, t).residualRow, 0);
  addWeightGradientSlice(p, t, rows, p.hidden, p.hiddenGradientPanels, p.packedDWh, first, last);
}

/** Adds the gradient of some units' columns of Wx over a chunk of steps that starts at step t, for I > 1. */
export function addInputWeightGradientSlice(p: Problem, t: u32, first: u32, last: u32): void {
  const rows = xRow(p, stepOf(p, t).row);
  addWeightGradientSlice(p, t, rows, p.inputs, p.inputGradientPanels, p.packedDWx, first, last);
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
  multiply(
    true,
    true,
    width,
    4 * (last - first),
    stepOf(p, t).chunkRows,
    activations,
    width,
    gradients + (<usize> (4 * first * p.chunkCapacity) << 2),
    p.chunkCapacity,
    true,
    sums + (<usize> first << 4),
    4 * p.hidden,
  );
}

/** Where a packed row of x is. */
function xRow(p: Problem, row: u32): usize {
  return p.xPanels + (<usize> (row * p.inputs) << 2);
}
