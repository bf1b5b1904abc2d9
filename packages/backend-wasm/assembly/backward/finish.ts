import { multiplyHiddenGradient } from "./backward";
import { multiplyHiddenGradientSlice } from "../products/blas";
import { multiplyInputGradient } from "./backward_input";
import {
  correctSingleInput,
  singleInputCorrection,
  singleWeightGradient,
} from "./backward_single_input";
import { unpackColumns, unpackUnitGradients, unpackWeightGradients } from "../products/packing";
import { firstUnit, Problem, SEQUENCE, stepOf } from "../memory/problem";
import { D_HIDDEN, scratchRow, scratchRowBytes } from "../memory/scratch";
import { scatter } from "../products/transpose";
import { TINY } from "../products/vector_math";

/** After the last step of the backward pass: gradients of the initial state, x and the parameters. */
export function finishBackward(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  const tiny = v128.load(p.constants, TINY);
  writeStateGradients(p, thread, first, last);
  if (p.inputs == 1) {
    finishSingleInput(p, first, last);
    unpackWeightGradients(p.packedDWx, 1, 1, p.hidden, p.dWx, first, last, tiny);
    writeSingleInputGradient(p, thread, threads);
  } else {
    multiplyInputGradient(p, 0, thread, threads);
    const padded = (p.inputs + 7) & ~7;
    if (p.blas) {
      const start = p.inputs * thread / threads, end = p.inputs * (thread + 1) / threads;
      unpackColumns(p.packedDWx, p.hidden, p.dWx, start, end, tiny);
    } else {
      unpackWeightGradients(p.packedDWx, padded, p.inputs, p.hidden, p.dWx, first, last, tiny);
    }
  }
  const padded = (p.hidden + 7) & ~7;
  // The rows of Wh, as many as there are units.
  if (p.blas) unpackColumns(p.packedDWh, p.hidden, p.dWh, first, last, tiny);
  else unpackWeightGradients(p.packedDWh, padded, p.hidden, p.hidden, p.dWh, first, last, tiny);
  unpackUnitGradients(p, first, last);
}

/** ∂loss/∂h_0 and ∂loss/∂c_0 of a slice of units. */
function writeStateGradients(p: Problem, thread: u32, first: u32, last: u32): void {
  const rowBytes = scratchRowBytes(p), tile = scratchRow(p, thread, D_HIDDEN);
  const rows = stepOf(p, 0).rows, stride = <usize> p.hidden << 2;
  if (p.blas) multiplyHiddenGradientSlice(p, 0, first, last);
  for (let unit = first; unit < last; unit++) {
    if ((unit & 3) == 0 || unit == first) {
      memory.fill(tile, 0, 4 * rowBytes);
      multiplyHiddenGradient(p, 0, unit >> 2, tile);
    }
    const column = <usize> unit << 2;
    scatter(tile + (unit & 3) * rowBytes, p.batch, p.dH0 + column, stride);
    scatter(p.cellGradient + (<usize> (unit * rows) << 2), p.batch, p.dC0 + column, stride);
  }
}

/** Turns the sums of a sequence site with one input into gradients. */
function finishSingleInput(p: Problem, first: u32, last: u32): void {
  if (p.inputSite.kind != SEQUENCE) return;
  for (let unit = first; unit < last; unit++) {
    const totals = p.unitTotals + (<usize> unit << 6), at = p.packedDWx + (<usize> unit << 4);
    const sum = v128.load(totals, 32), normalized = v128.load(totals, 16);
    v128.store(at, singleWeightGradient(p, 0, unit, p.pairs, sum, v128.load(at), normalized));
  }
}

/** Adds up the threads' parts of ∂loss/∂x for a slice of steps, where I = 1. */
function writeSingleInputGradient(p: Problem, thread: u32, threads: u32): void {
  let correction = f32x4.splat(0);
  if (p.inputSite.kind == SEQUENCE) {
    for (let unit: u32 = 0; unit < p.hidden; unit++) {
      const totals = p.unitTotals + (<usize> unit << 6);
      const sum = v128.load(totals, 32), normalized = v128.load(totals, 16);
      correction = f32x4.add(correction, singleInputCorrection(p, 0, unit, sum, normalized));
    }
  }
  for (let t = p.steps * thread / threads; t < p.steps * (thread + 1) / threads; t++) {
    const step = stepOf(p, t), target = p.dx + (<usize> (t * p.batch) << 2);
    const part = p.xGradientParts + (<usize> step.row << 2);
    if (p.inputSite.kind == SEQUENCE) correctSingleInput(p, t, correction, part);
    for (let b: u32 = 0; b < step.active; b++) {
      let sum: f32 = 0;
      for (let k: u32 = 0; k < threads; k++) {
        sum += load<f32>(part + (<usize> (k * p.xRowCount + b) << 2));
      }
      store<f32>(target + (<usize> b << 2), sum);
    }
  }
}
