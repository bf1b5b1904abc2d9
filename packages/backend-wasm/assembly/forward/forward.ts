import { arrive } from "../memory/barrier";
import { multiplyHiddenSlice, multiplyInputSlice } from "../products/blas";
import { cellAfter, computeGates, hiddenTermOf, savedOf } from "./gates";
import { computeCellTanh, spreadOutput, updateCell, writeOutput } from "./cell_output";
import { multiplyRows } from "../products/row_product";
import { prepareInputTerm } from "./input_term";
import {
  hiddenPanelsBefore,
  packHiddenPanels,
  packState,
  packUnitParameters,
  packWeights,
  packXPanels,
} from "../products/packing";
import { firstUnit, NONE, Problem, SEQUENCE, Step, stepOf } from "../memory/problem";
import { endOfBlock, MASK, scratchRow, writeMask } from "../memory/scratch";
import {
  saveIdentity,
  settleStatistics,
  sumColumn,
  sumQuartet,
  sumSquaresColumn,
  sumSquaresQuartet,
} from "./statistics";

/**
 * The forward pass. A thread owns a slice of units for all rows, so that everything between two products,
 * statistics included, is its own; threads meet once a step, when h is complete.
 */

/** Packs the weights the forward pass reads. */
export function packForwardWeights(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  if (!p.blas || p.inputs == 1) {
    packWeights(p.wx, p.inputs, p.hidden, p.packedWx, first, last);
  }
  if (!p.blas) packWeights(p.wh, p.hidden, p.hidden, p.packedWh, first, last);
}

/** Packs what else the forward pass reads. */
export function packForward(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  packUnitParameters(p, first, last);
  packHiddenPanels(p, hiddenPanelsBefore(p, 0), first, last);
  packState(p, p.c0, p.cells, first, last);
  packXPanels(p, p.steps * thread / threads, p.steps * (thread + 1) / threads);
}

/** Runs the steps from `firstStep` to `lastStep`. */
export function forwardSteps(p: Problem, thread: u32, threads: u32): void {
  const mask = scratchRow(p, thread, MASK);
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  const separate = p.inputs > 1 && p.inputSite.kind != SEQUENCE;
  for (let t = p.firstStep; t < p.lastStep; t++) {
    const step = stepOf(p, t);
    writeMask(mask, step.active, step.rows);
    if (p.blas) {
      multiplyHiddenSlice(p, t, first, last);
      if (separate) multiplyInputSlice(p, t, first, last);
    }
    for (let block = first; block < last; block = endOfBlock(block, last)) {
      forwardBlock(p, t, block, endOfBlock(block, last), thread, mask);
    }
    arrive(p.barrier, thread, threads);
  }
}

/** One step of a block of units. */
function forwardBlock(
  p: Problem,
  t: u32,
  first: u32,
  last: u32,
  thread: u32,
  mask: usize,
): void {
  const step = stepOf(p, t);
  for (let unit = first; unit < last; unit++) {
    if (!p.blas) multiplyHidden(p, t, step, unit);
    prepareInputTerm(p, t, unit, mask);
  }
  for (let unit = first; unit < last; unit++) prepareHiddenTerm(p, t, step, unit, mask);
  for (let unit = first; unit < last; unit++) {
    computeGates(p, t, unit, thread);
    updateCell(p, t, unit, thread);
  }
  for (let unit = first; unit < last; unit++) prepareCell(p, t, step, unit, mask);
  for (let unit = first; unit < last; unit++) {
    computeCellTanh(p, t, unit, thread);
    writeOutput(p, t, unit, thread);
  }
  spreadOutput(p, t, first, last, thread);
}

/** a^h = h_{t−1} Wh of a unit. */
function multiplyHidden(p: Problem, t: u32, step: Step, unit: u32): void {
  const weights = p.packedWh + (<usize> (unit * p.hidden) << 4);
  multiplyRows(weights, hiddenPanelsBefore(p, t), p.hidden, step, hiddenTermOf(p, step, unit));
}

/** Statistics of the hidden term. */
function prepareHiddenTerm(p: Problem, t: u32, step: Step, unit: u32, mask: usize): void {
  if (p.reuseStatistics) return;
  const saved = savedOf(p, t, unit);
  if (p.hiddenSite.kind == NONE) return saveIdentity(saved);
  let mean = f32x4.splat(0), variance = mean;
  if (p.training) {
    const a = hiddenTermOf(p, step, unit), stride = <usize> step.rows << 2;
    const share = f32x4.splat(<f32> 1 / <f32> step.active);
    mean = f32x4.mul(sumQuartet(a, stride, step.active, mask), share);
    variance = f32x4.mul(sumSquaresQuartet(a, stride, step.active, mask, mean), share);
  }
  settleStatistics(p, p.hiddenSite, t, step.priorRow, step.blend, unit, 4, mean, variance, saved);
}

/** Statistics of the cell. */
function prepareCell(p: Problem, t: u32, step: Step, unit: u32, mask: usize): void {
  if (p.reuseStatistics) return;
  const saved = savedOf(p, t, unit) + 32;
  if (p.cellSite.kind == NONE) return saveIdentity(saved);
  let mean = f32x4.splat(0), variance = mean;
  if (p.training) {
    const cell = cellAfter(p, step, unit), share = f32x4.splat(<f32> 1 / <f32> step.active);
    mean = f32x4.mul(sumColumn(cell, step.active, mask), share);
    variance = f32x4.mul(sumSquaresColumn(cell, step.active, mask, mean), share);
  }
  settleStatistics(p, p.cellSite, t, step.priorRow, step.blend, unit, 1, mean, variance, saved);
}
