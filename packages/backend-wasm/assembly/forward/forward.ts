import { arrive } from "../memory/barrier";
import { multiplyHiddenSlice, multiplyInputSlice } from "../products/blas";
import { cellAfter, computeGates, hiddenTermOf, savedOf } from "./gates";
import { computeCellTanh, spreadOutput, updateCell, writeOutput } from "./cell_output";
import { multiplyRows } from "../products/row_product";
import { multiplyInput, prepareInputTerm, settleInputTerm, sharesInput } from "./input_term";
import {
  hiddenPanelsBefore,
  packColumns,
  packHiddenPanels,
  packState,
  packUnitParameters,
  packWeights,
  packXPanels,
} from "../products/packing";
import { firstUnit, NONE, Problem, SEQUENCE, Step, stepOf } from "../memory/problem";
import {
  ACTIVATIONS,
  endPhase,
  HIDDEN_PRODUCT,
  INPUT_PRODUCT,
  MEETING,
  PACKING,
  SPREADING,
  STATE,
  STATISTICS,
} from "../memory/phases";
import { endOfBlock, MASK, scratchRow, writeMask } from "../memory/scratch";
import {
  saveIdentity,
  settleStatistics,
  sharesHidden,
  shareOf,
  sumColumn,
  sumQuartet,
  sumSquaresColumn,
  sumSquaresQuartet,
} from "./statistics";
import { readMean, readVariance, sharedOf, sumShared, writeMoments } from "../memory/ranks";

/**
 * The forward pass. A thread owns a slice of units for all rows, so that everything between two products,
 * statistics included, is its own; threads meet once a step, when h is complete.
 */

/** Packs the weights the forward pass reads. */
export function packForwardWeights(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  if (p.blas) {
    packColumns(
      p.wx,
      p.hidden,
      p.packedWx,
      p.inputs * thread / threads,
      p.inputs * (thread + 1) / threads,
    );
    packColumns(p.wh, p.hidden, p.packedWh, first, last);
  } else {
    packWeights(p.wx, p.inputs, p.hidden, p.packedWx, first, last);
    packWeights(p.wh, p.hidden, p.hidden, p.packedWh, first, last);
  }
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
      endPhase(HIDDEN_PRODUCT);
      if (separate) multiplyInputSlice(p, t, first, last);
      endPhase(INPUT_PRODUCT);
    }
    if (p.shared && !p.reuseStatistics) {
      forwardTogether(p, t, first, last, thread, threads, mask);
    } else {
      for (let block = first; block < last; block = endOfBlock(block, last)) {
        const end = endOfBlock(block, last);
        multiplyBlock(p, t, block, end, mask);
        updateBlock(p, t, block, end, thread, mask);
        outputBlock(p, t, block, end, thread);
      }
    }
    arrive(p.barrier, thread, threads);
    endPhase(MEETING);
  }
}

/**
 * Inference of some rows of a batch, by one thread alone: with the statistics of a population rows have nothing to do
 * with each other, and no thread has to wait for another at any step.
 */
export function forwardPart(p: Problem): void {
  packForward(p, 0, 1);
  endPhase(PACKING);
  forwardSteps(p, 0, 1);
}

/** One step of a slice of units, whose statistics are those of all processes. */
function forwardTogether(
  p: Problem,
  t: u32,
  first: u32,
  last: u32,
  thread: u32,
  threads: u32,
  mask: usize,
): void {
  for (let block = first; block < last; block = endOfBlock(block, last)) {
    multiplyBlock(p, t, block, endOfBlock(block, last), mask);
  }
  const terms: u32 = (sharesHidden(p) ? 1 : 0) + (sharesInput(p) ? 1 : 0);
  if (terms > 0) {
    sumShared(p, terms * 8 * p.hidden, thread, threads);
    for (let unit = first; unit < last; unit++) {
      settleHiddenTerm(p, t, unit);
      settleInputTerm(p, t, unit);
    }
    // What was summed may be overwritten once all have read it.
    arrive(p.barrier, thread, threads);
  }
  for (let block = first; block < last; block = endOfBlock(block, last)) {
    updateBlock(p, t, block, endOfBlock(block, last), thread, mask);
  }
  if (p.cellSite.kind != NONE) {
    sumShared(p, 2 * p.hidden, thread, threads);
    for (let unit = first; unit < last; unit++) settleCell(p, t, unit);
  }
  for (let block = first; block < last; block = endOfBlock(block, last)) {
    outputBlock(p, t, block, endOfBlock(block, last), thread);
  }
}

/** The terms of a block of units and their statistics. */
function multiplyBlock(p: Problem, t: u32, first: u32, last: u32, mask: usize): void {
  const step = stepOf(p, t);
  if (!p.blas) {
    multiplyHidden(p, t, step, first, last);
    endPhase(HIDDEN_PRODUCT);
    multiplyInput(p, step, first, last);
    endPhase(INPUT_PRODUCT);
  }
  for (let unit = first; unit < last; unit++) {
    prepareInputTerm(p, t, unit, mask);
    prepareHiddenTerm(p, t, step, unit, mask);
  }
  endPhase(STATISTICS);
}

/** From the terms of a block of units to its cells and their statistics. */
function updateBlock(p: Problem, t: u32, first: u32, last: u32, thread: u32, mask: usize): void {
  for (let unit = first; unit < last; unit++) {
    computeGates(p, t, unit, thread);
    endPhase(ACTIVATIONS);
    updateCell(p, t, unit, thread);
    endPhase(STATE);
  }
  for (let unit = first; unit < last; unit++) prepareCell(p, t, stepOf(p, t), unit, mask);
  endPhase(STATISTICS);
}

/** From the cells of a block of units to its h. */
function outputBlock(p: Problem, t: u32, first: u32, last: u32, thread: u32): void {
  for (let unit = first; unit < last; unit++) {
    computeCellTanh(p, t, unit, thread);
    endPhase(ACTIVATIONS);
    writeOutput(p, t, unit, thread);
    endPhase(STATE);
  }
  spreadOutput(p, t, first, last, thread);
  endPhase(SPREADING);
}

/** a^h = h_{t−1} Wh of some units. */
function multiplyHidden(p: Problem, t: u32, step: Step, first: u32, last: u32): void {
  const weights = p.packedWh + (<usize> (first * p.hidden) << 4);
  const terms = hiddenTermOf(p, step, first);
  multiplyRows(weights, hiddenPanelsBefore(p, t), p.hidden, step, last - first, terms);
}

/** Statistics of the hidden term over the batch. */
function prepareHiddenTerm(p: Problem, t: u32, step: Step, unit: u32, mask: usize): void {
  if (p.reuseStatistics || !p.training) return;
  const saved = savedOf(p, t, unit);
  if (p.hiddenSite.kind == NONE) return saveIdentity(saved);
  const a = hiddenTermOf(p, step, unit), stride = <usize> step.rows << 2;
  const share = shareOf(step.active);
  const mean = f32x4.mul(sumQuartet(a, stride, step.active, mask), share);
  const variance = f32x4.mul(sumSquaresQuartet(a, stride, step.active, mask, mean), share);
  if (p.shared) return writeMoments(sharedOf(p, unit, 8), step.active, mean, variance);
  settleStatistics(p, p.hiddenSite, t, step.priorRow, step.blend, unit, 4, mean, variance, saved);
}

/** Statistics of the hidden term over the rows of all processes, once they are summed. */
function settleHiddenTerm(p: Problem, t: u32, unit: u32): void {
  if (!sharesHidden(p)) return;
  const step = stepOf(p, t), at = sharedOf(p, unit, 8), n = <f64> step.batchActive;
  const mean = readMean(at, n), variance = readVariance(at, n), saved = savedOf(p, t, unit);
  settleStatistics(p, p.hiddenSite, t, step.priorRow, step.blend, unit, 4, mean, variance, saved);
}

/** Statistics of the cell over the batch. */
function prepareCell(p: Problem, t: u32, step: Step, unit: u32, mask: usize): void {
  if (p.reuseStatistics || !p.training) return;
  const saved = savedOf(p, t, unit) + 32;
  if (p.cellSite.kind == NONE) return saveIdentity(saved);
  const cell = cellAfter(p, step, unit), share = shareOf(step.active);
  const mean = f32x4.mul(sumColumn(cell, step.active, mask), share);
  const variance = f32x4.mul(sumSquaresColumn(cell, step.active, mask, mean), share);
  if (p.shared) {
    const at = sharedOf(p, unit, 2), n = <f64> step.active;
    const mu = <f64> f32x4.extract_lane(mean, 0);
    store<f64>(at, n * mu);
    store<f64>(at, n * (<f64> f32x4.extract_lane(variance, 0) + mu * mu), 8);
    return;
  }
  settleStatistics(p, p.cellSite, t, step.priorRow, step.blend, unit, 1, mean, variance, saved);
}

/** Statistics of the cell over the rows of all processes, once they are summed. */
function settleCell(p: Problem, t: u32, unit: u32): void {
  const step = stepOf(p, t), at = sharedOf(p, unit, 2), share = 1 / <f64> step.batchActive;
  const mu = load<f64>(at) * share, v = max<f64>(load<f64>(at, 8) * share - mu * mu, 0);
  const mean = f32x4.splat(<f32> mu), variance = f32x4.splat(<f32> v);
  const saved = savedOf(p, t, unit) + 32;
  settleStatistics(p, p.cellSite, t, step.priorRow, step.blend, unit, 1, mean, variance, saved);
}
