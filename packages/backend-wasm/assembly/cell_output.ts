import { madd } from "./madd";
import { cellAfter, cellBefore, savedOf } from "./gates";
import { hiddenPanel, hiddenPanelsBefore, hiddenRow } from "./packing";
import { PANEL_BYTES, Problem, stepOf } from "./problem";
import { CELL_TANH, GATES, OUTPUT, scratchRow, scratchRowBytes } from "./scratch";
import { scatter } from "./transpose";
import { activate } from "./vector_math";

/** c_t = σ(f) c_{t−1} + σ(i) tanh(g) of a unit. */
export function updateCell(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize>step.rows << 2;
  const f = scratchRow(p, thread, GATES), i = f + rowBytes, g = f + 3 * rowBytes;
  const before = cellBefore(p, step, unit), after = cellAfter(p, step, unit);
  for (let k: usize = 0; k != bytes; k += 16) {
    const candidate = f32x4.mul(v128.load(i + k), v128.load(g + k));
    v128.store(after + k, madd(v128.load(f + k), v128.load(before + k), candidate));
  }
}

/** tanh(BN(c_t)) of a unit into the thread's scratch, with the statistics saved for the step. */
export function computeCellTanh(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), saved = savedOf(p, t, unit) + 32;
  const parameters = p.unitParameters + (<usize>unit << 6);
  const scale = load<f32>(parameters, 48) * load<f32>(saved, 16);
  const shift = load<f32>(parameters, 52) - load<f32>(saved) * scale;
  const cell = cellAfter(p, step, unit), out = scratchRow(p, thread, CELL_TANH);
  activate(cell, scale, cell, 0, shift, out, <usize>step.rows << 2, false, p.constants);
}

/** h_t = σ(o) tanh(BN(c_t)) of a unit, to everywhere it is read from. */
export function writeOutput(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p);
  const o = scratchRow(p, thread, GATES) + 2 * rowBytes;
  const tanh = scratchRow(p, thread, CELL_TANH), out = scratchRow(p, thread, OUTPUT);
  const panelBytes = p.hidden * PANEL_BYTES;
  let panel = hiddenPanel(p, hiddenPanelsBefore(p, t + 1), 0, unit);
  const bytes = <usize>step.rows << 2;
  for (let k: usize = 0; k != bytes; k += 32) {
    const left = f32x4.mul(v128.load(o + k), v128.load(tanh + k));
    const right = f32x4.mul(v128.load(o + k, 16), v128.load(tanh + k, 16));
    v128.store(out + k, left);
    v128.store(out + k, right, 16);
    v128.store(panel, left);
    v128.store(panel, right, 16);
    panel += panelBytes;
  }
  if (step.nextRows > 0) {
    scatter(out, step.nextRows, hiddenRow(p, step.nextRow, unit), PANEL_BYTES);
  }
  const stride = <usize>p.hidden << 2, column = <usize>unit << 2;
  if (p.hs) scatter(out, step.active, p.hs + t * p.batch * stride + column, stride);
  // The last h and c of rows that end here.
  const ended = step.active - step.nextActive, first = <usize>step.nextActive;
  if (ended > 0 && p.h) {
    const cell = cellAfter(p, step, unit), at = first * stride + column;
    scatter(out + (first << 2), ended, p.h + at, stride);
    scatter(cell + (first << 2), ended, p.c + at, stride);
  }
}
