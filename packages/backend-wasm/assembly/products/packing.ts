import { flush, flushNumber } from "./flush";
import {
  hiddenGroupBytes,
  hiddenPanelBytes,
  hiddenRowBytes,
  hiddenUnitBytes,
  slotRows,
} from "../memory/layout";
import { firstUnit, NONE, PANEL_BYTES, Problem, stepOf } from "../memory/problem";
import { readColumns, writeColumns } from "../forward/statistics";
import { storeTransposed, transpose4 } from "./transpose";

/**
 * Brings what a kernel is given into the order in which it is read, and results back. Reading beyond the
 * end of an array by less than a vector is harmless: every block of memory has that much to spare.
 */

/**
 * Units that are packed together, as many numbers as a cache line holds: each line of the weights is then read
 * once. Where H is a power of two all rows of weights start in the same few sets of a cache, and a line that is
 * left half read is gone when it is wanted again.
 */
const LINE: u32 = 16;

/** Weights `[rows, 4H]` as `[H][rows][4 gates]`, for the units of one slice. */
export function packWeights(
  weights: usize,
  rows: u32,
  hidden: u32,
  packed: usize,
  first: u32,
  last: u32,
): void {
  const gate = <usize> hidden << 2, unitBytes = <usize> rows << 4;
  for (let block = first; block < last; block += LINE) {
    const end = min(block + LINE, last);
    for (let k: u32 = 0; k < rows; k++) {
      let unit = block;
      let source = weights + (k * gate << 2) + (<usize> unit << 2);
      let target = packed + unit * unitBytes + (<usize> k << 4);
      for (; unit + 4 <= end; unit += 4) {
        transpose4(source, gate, target, unitBytes);
        source += 16;
        target += 4 * unitBytes;
      }
      for (; unit < end; unit++) {
        v128.store(target, readColumns(source, hidden, 4));
        source += 4;
        target += unitBytes;
      }
    }
  }
}

/**
 * `packWeights` undone, for gradients: what is too small becomes zero (`flush.ts`). `packed` is
 * `[H][4][stride]`.
 */
export function unpackWeightGradients(
  packed: usize,
  stride: u32,
  rows: u32,
  hidden: u32,
  weights: usize,
  first: u32,
  last: u32,
  tiny: v128,
): void {
  const gate = <usize> hidden << 2, unitBytes = <usize> stride << 4;
  for (let block = first; block < last; block += LINE) {
    const end = min(block + LINE, last);
    for (let k: u32 = 0; k < rows; k += 4) {
      const count = min<u32>(4, rows - k);
      for (let g: u32 = 0; g < 4; g++) {
        let unit = block;
        let source = packed + unit * unitBytes + (<usize> (g * stride + k) << 2);
        let target = weights + (<usize> (k * 4 + g) * gate) + (<usize> unit << 2);
        for (; count == 4 && unit + 4 <= end; unit += 4) {
          const u0 = flush(v128.load(source), tiny);
          const u1 = flush(v128.load(source + unitBytes), tiny);
          const u2 = flush(v128.load(source + 2 * unitBytes), tiny);
          const u3 = flush(v128.load(source + 3 * unitBytes), tiny);
          storeTransposed(u0, u1, u2, u3, target, gate << 2);
          source += 4 * unitBytes;
          target += 16;
        }
        for (; unit < end; unit++) {
          for (let i: u32 = 0; i < count; i++) {
            const value = flushNumber(load<f32>(source + (i << 2)));
            store<f32>(target + (i * gate << 2), value);
          }
          source += unitBytes;
          target += 4;
        }
      }
    }
  }
}

/** Weights `[rows, 4H]` as `[rows][H][4 gates]`, for some rows. */
export function packColumns(
  weights: usize,
  hidden: u32,
  packed: usize,
  first: u32,
  last: u32,
): void {
  const gate = <usize> hidden << 2;
  for (let row = first; row < last; row++) {
    let source = weights + (row * gate << 2), target = packed + (row * gate << 2), unit: u32 = 0;
    for (; unit + 4 <= hidden; unit += 4) {
      transpose4(source, gate, target, 16);
      source += 16;
      target += 64;
    }
    for (; unit < hidden; unit++) {
      v128.store(target, readColumns(source, hidden, 4));
      source += 4;
      target += 16;
    }
  }
}

/** `packColumns` undone, for gradients: what is too small becomes zero (`flush.ts`). */
export function unpackColumns(
  packed: usize,
  hidden: u32,
  weights: usize,
  first: u32,
  last: u32,
  tiny: v128,
): void {
  const gate = <usize> hidden << 2;
  for (let row = first; row < last; row++) {
    let source = packed + (row * gate << 2), target = weights + (row * gate << 2), unit: u32 = 0;
    for (; unit + 4 <= hidden; unit += 4) {
      const u0 = flush(v128.load(source), tiny), u1 = flush(v128.load(source, 16), tiny);
      const u2 = flush(v128.load(source, 32), tiny), u3 = flush(v128.load(source, 48), tiny);
      storeTransposed(u0, u1, u2, u3, target, gate);
      source += 64;
      target += 16;
    }
    for (; unit < hidden; unit++) {
      writeColumns(flush(v128.load(source), tiny), target, hidden, 4);
      source += 16;
      target += 4;
    }
  }
}

/**
 * Weights `[rows, 4H]` as `[rows/4][4H][4 rows]`, columns ordered unit by unit; rows that do not exist are
 * zero.
 *
 * @param first First group of four rows of this thread.
 * @param last Group after its last.
 */
export function packTransposedWeights(
  weights: usize,
  rows: u32,
  hidden: u32,
  packed: usize,
  first: u32,
  last: u32,
): void {
  const rowBytes = <usize> hidden << 4;
  for (let group = first; group < last; group++) {
    const source = weights + group * 4 * rowBytes;
    const target = packed + (<usize> (group * hidden) << 6);
    if (group * 4 + 4 > rows) memory.fill(target, 0, <usize> hidden << 6);
    for (let gate: u32 = 0; gate < 4; gate++) {
      const from = source + (<usize> (gate * hidden) << 2);
      const to = target + (gate << 4);
      let unit: u32 = 0;
      if (group * 4 + 4 <= rows) {
        for (; unit + 4 <= hidden; unit += 4) {
          transpose4(from + (unit << 2), rowBytes, to + (unit << 6), 64);
        }
      }
      for (; unit < hidden; unit++) {
        for (let k: u32 = 0; k < 4 && group * 4 + k < rows; k++) {
          store<f32>(to + (unit << 6) + (k << 2), load<f32>(from + k * rowBytes + (unit << 2)));
        }
      }
    }
  }
}

/** The parameters of each unit side by side; γ is 1 and β is 0 where a site is not normalized. */
export function packUnitParameters(p: Problem, first: u32, last: u32): void {
  const ones = f32x4.splat(1);
  for (let unit = first; unit < last; unit++) {
    const at = <usize> unit << 2, target = p.unitParameters + (<usize> unit << 6);
    const plainHidden = p.hiddenSite.kind == NONE, plainInput = p.inputSite.kind == NONE;
    const plainCell = p.cellSite.kind == NONE;
    v128.store(target, plainHidden ? ones : readColumns(p.gammaH + at, p.hidden, 4));
    v128.store(target, plainInput ? ones : readColumns(p.gammaX + at, p.hidden, 4), 16);
    v128.store(target, readColumns(p.bias + at, p.hidden, 4), 32);
    store<f32>(target, plainCell ? <f32> 1 : load<f32>(p.gammaC + at), 48);
    store<f32>(target, plainCell ? <f32> 0 : load<f32>(p.betaC + at), 52);
  }
}

/** The gradients of each unit's parameters to where the contract wants them. */
export function unpackUnitGradients(p: Problem, first: u32, last: u32): void {
  for (let unit = first; unit < last; unit++) {
    const at = <usize> unit << 2, source = p.unitGradients + (<usize> unit << 6);
    writeColumns(v128.load(source), p.dGammaH + at, p.hidden, 4);
    writeColumns(v128.load(source, 16), p.dGammaX + at, p.hidden, 4);
    writeColumns(v128.load(source, 32), p.dBias + at, p.hidden, 4);
    store<f32>(p.dGammaC + at, load<f32>(source, 48));
    store<f32>(p.dBetaC + at, load<f32>(source, 52));
  }
}

/** The active rows of x of some steps, zeros in idle rows: padding is never read again. */
export function packXPanels(p: Problem, first: u32, last: u32): void {
  for (let t = first; t < last; t++) {
    const step = stepOf(p, t);
    const source = p.x + (<usize> (t * p.sequenceRows) * p.inputs << 2);
    const target = p.xPanels + (<usize> (step.row * p.inputs) << 2);
    if (p.blas) {
      const bytes = <usize> (step.active * p.inputs) << 2;
      memory.copy(target, source, bytes);
      memory.fill(target + bytes, 0, (<usize> (step.rows * p.inputs) << 2) - bytes);
      continue;
    }
    for (let b: u32 = 0; b < step.rows; b++) {
      const from = source + (<usize> (b * p.inputs) << 2);
      const to = target + (b >> 3) * p.inputs * PANEL_BYTES + ((b & 7) << 2);
      for (let i: u32 = 0; i < p.inputs; i++) {
        const value = b < step.active ? load<f32>(from + (<usize> i << 2)) : <f32> 0;
        store<f32>(to + i * PANEL_BYTES, value);
      }
    }
  }
}

/** The active rows of x of some steps, eight inputs at a time, zeros in idle rows. */
export function packXRows(p: Problem, first: u32, last: u32): void {
  const panelBytes = p.xRowCount * PANEL_BYTES;
  for (let t = first; t < last; t++) {
    const step = stepOf(p, t);
    for (let b: u32 = 0; b < step.rows; b++) {
      const from = p.x + (<usize> ((t * p.batch + b) * p.inputs) << 2);
      const to = p.xRows + (step.row + b) * PANEL_BYTES;
      for (let i: u32 = 0; i < p.inputs; i += 8) {
        const target = to + (i >> 3) * panelBytes;
        const count = b < step.active ? min<u32>(8, p.inputs - i) : 0;
        memory.fill(target + (count << 2), 0, (8 - count) << 2);
        for (let k: u32 = 0; k < count; k++) {
          store<f32>(target + (k << 2), load<f32>(from + ((i + k) << 2)));
        }
      }
    }
  }
}

/** A state `[B, H]` as rows of units `[H][rows]`, for the units of one slice; idle rows are zero. */
export function packState(p: Problem, state: usize, target: usize, first: u32, last: u32): void {
  const rows = (p.batch + 7) & ~7;
  for (let unit = first; unit < last; unit++) {
    const to = target + (<usize> (unit * rows) << 2);
    for (let b: u32 = 0; b < rows; b++) {
      const value = b < p.batch ? load<f32>(state + (<usize> (b * p.hidden + unit) << 2)) : <f32> 0;
      store<f32>(to + (<usize> b << 2), value);
    }
  }
}

/** h_0 in panels, for the units of one slice; idle rows are zero. */
export function packHiddenPanels(p: Problem, target: usize, first: u32, last: u32): void {
  const rows = (p.batch + 7) & ~7;
  for (let unit = first; unit < last; unit++) {
    for (let b: u32 = 0; b < rows; b++) {
      const value = b < p.batch ? load<f32>(p.h0 + (<usize> (b * p.hidden + unit) << 2)) : <f32> 0;
      store<f32>(hiddenPanel(p, target, b >> 3, unit) + ((b & 7) << 2), value);
    }
  }
}

/** Where a unit's eight rows of a panel of h are. */
export function hiddenPanel(p: Problem, panels: usize, panel: u32, unit: u32): usize {
  return panels + panel * hiddenPanelBytes(p) + unit * hiddenUnitBytes(p);
}

/** Panels of h before step t: they alternate between two places. */
export function hiddenPanelsBefore(p: Problem, t: u32): usize {
  return p.hiddenPanels + (<usize> ((t & 1) * slotRows(p) * p.hidden) << 2);
}

/** Copies h before step t from its panels to the rows kept for the gradient of Wh. */
export function keepHiddenRows(p: Problem, t: u32, thread: u32, threads: u32): void {
  const step = stepOf(p, t), panels = hiddenPanelsBefore(p, t);
  for (let unit = firstUnit(p, thread, threads); unit < firstUnit(p, thread + 1, threads); unit++) {
    const target = hiddenRow(p, step.residualRow, unit);
    for (let b: u32 = 0; b < step.rows; b++) {
      const value = load<f32>(hiddenPanel(p, panels, b >> 3, unit) + ((b & 7) << 2));
      store<f32>(target + b * hiddenRowBytes(p), value);
    }
  }
}

/** Where a row of h of a unit is kept. */
export function hiddenRow(p: Problem, row: u32, unit: u32): usize {
  const group = p.hiddenRows + (unit >> 3) * hiddenGroupBytes(p);
  return group + row * hiddenRowBytes(p) + ((unit & 7) << 2);
}
