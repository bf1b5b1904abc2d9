import { flush } from "../products/flush";
import { madd } from "../products/madd";
import { cellAfter, cellBefore, savedOf } from "./gates";
import { hiddenPanel, hiddenPanelsBefore, hiddenRow } from "../products/packing";
import { hiddenPanelBytes, hiddenRowBytes } from "../memory/layout";
import { Problem, stepOf } from "../memory/problem";
import { CELL_TANH, GATES, OUTPUT, scratchRowBytes, UNIT_ROWS, unitRow } from "../memory/scratch";
import { scatter, transpose4 } from "../products/transpose";
import { activate, TINY } from "../products/vector_math";

/** c_t = σ(f) c_{t−1} + σ(i) tanh(g) of a unit. */
export function updateCell(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const f = unitRow(p, thread, unit, GATES), i = f + rowBytes, g = f + 3 * rowBytes;
  const before = cellBefore(p, step, unit), after = cellAfter(p, step, unit);
  const tiny = v128.load(p.constants, TINY);
  for (let k: usize = 0; k != bytes; k += 16) {
    const candidate = f32x4.mul(v128.load(i + k), v128.load(g + k));
    const cell = madd(v128.load(f + k), v128.load(before + k), candidate);
    v128.store(after + k, flush(cell, tiny));
  }
}

/** tanh(BN(c_t)) of a unit into the thread's scratch, with the statistics saved for the step. */
export function computeCellTanh(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), saved = savedOf(p, t, unit) + 32;
  const parameters = p.unitParameters + (<usize> unit << 6);
  const scale = load<f32>(parameters, 48) * load<f32>(saved, 16);
  const shift = load<f32>(parameters, 52) - load<f32>(saved) * scale;
  const cell = cellAfter(p, step, unit), out = unitRow(p, thread, unit, CELL_TANH);
  activate(cell, scale, cell, 0, shift, out, <usize> step.rows << 2, false, p.constants);
}

/** h_t = σ(o) tanh(BN(c_t)) of a unit, to everywhere it is read from. */
export function writeOutput(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p);
  const o = unitRow(p, thread, unit, GATES) + 2 * rowBytes;
  const tanh = unitRow(p, thread, unit, CELL_TANH), out = unitRow(p, thread, unit, OUTPUT);
  const panelBytes = hiddenPanelBytes(p);
  let panel = hiddenPanel(p, hiddenPanelsBefore(p, t + 1), 0, unit);
  const bytes = <usize> step.rows << 2;
  for (let k: usize = 0; k != bytes; k += 32) {
    const left = f32x4.mul(v128.load(o + k), v128.load(tanh + k));
    const right = f32x4.mul(v128.load(o + k, 16), v128.load(tanh + k, 16));
    v128.store(out + k, left);
    v128.store(out + k, right, 16);
    v128.store(panel, left);
    v128.store(panel, right, 16);
    panel += panelBytes;
  }
  // The last h and c of rows that end here.
  const ended = step.active - step.nextActive;
  if (ended > 0 && p.h) {
    const first = <usize> step.nextActive << 2, stride = <usize> p.hidden << 2;
    const at = step.nextActive * stride + (<usize> unit << 2);
    scatter(out + first, ended, p.h + at, stride);
    scatter(cellAfter(p, step, unit) + first, ended, p.c + at, stride);
  }
}

/** Copies h_t of a block of units to where it lies unit by unit: the rows kept for ∂Wh, and `hs`. */
export function spreadOutput(p: Problem, t: u32, first: u32, last: u32, thread: u32): void {
  const step = stepOf(p, t), source = unitRow(p, thread, first, OUTPUT);
  if (step.nextRows > 0) {
    const target = hiddenRow(p, step.nextRow, first);
    spreadUnits(p, source, last - first, step.nextRows, target, hiddenRowBytes(p));
  }
  if (p.hs) {
    const stride = <usize> p.hidden << 2;
    const target = p.hs + t * p.sequenceRows * stride + (<usize> first << 2);
    spreadUnits(p, source, last - first, step.active, target, stride);
  }
}

/** Transposes `count` numbers of each unit to rows of units that are `stride` bytes apart. */
function spreadUnits(
  p: Problem,
  source: usize,
  units: u32,
  count: u32,
  target: usize,
  stride: usize,
): void {
  const unitBytes = UNIT_ROWS * scratchRowBytes(p);
  let b: u32 = 0;
  if (units == 4) {
    for (; b + 4 <= count; b += 4) {
      transpose4(source + (b << 2), unitBytes, target + b * stride, stride);
    }
  }
  for (let k: u32 = 0; k < units; k++) {
    scatter(source + k * unitBytes + (b << 2), count - b, target + b * stride + (k << 2), stride);
  }
}
