import { arrive } from "../memory/barrier";
import { savedOf } from "./gates";
import { savedInputOf } from "./input_term";
import { ACTIVATIONS, endPhase, HIDDEN_PRODUCT, INPUT_PRODUCT, MEETING, STATE } from "../memory/phases";
import { firstUnit, Problem } from "../memory/problem";
import { flush } from "../products/flush";
import { madd } from "../products/madd";
import { packUnitParameters } from "../products/packing";
import { multiplyUnits } from "../products/row_product";
import { storeTransposed } from "../products/transpose";
import { activate, TINY } from "../products/vector_math";

/**
 * Inference of a single row, as of a stream. Units take the place that rows have elsewhere: vectors are of four
 * units, where they would hold the one row and seven idle ones. Nothing has to be packed but the parameters.
 *
 * Each thread has rows of numbers in its scratch, one for each of its units and up to seven more, which hold
 * anything.
 */

/** Runs all steps. `hiddenPanels` holds h before even and odd steps `[2][H]`, c stays in the scratch. */
export function forwardRow(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  const units = last - first, bytes = <usize> units << 2, offset = <usize> first << 2;
  const rowBytes = bytes + 31 & ~31;
  const cells = p.scratch + thread * p.scratchBytes, normalized = cells + rowBytes;
  const gates = normalized + rowBytes, hiddenTerms = gates + (rowBytes << 2);
  const inputTerms = hiddenTerms + (rowBytes << 2);
  const hiddenBytes = <usize> p.hidden << 2, inputBytes = <usize> p.inputs << 2;
  packUnitParameters(p, first, last);
  memory.copy(cells, p.c0 + offset, bytes);
  for (let t: u32 = 0; t < p.steps; t++) {
    const before = t == 0 ? p.h0 : p.hiddenPanels + (t & 1) * hiddenBytes;
    const wh = p.packedWh + first * (hiddenBytes << 2), wx = p.packedWx + first * (inputBytes << 2);
    multiplyUnits(wh, before, 4, p.hidden, units, hiddenTerms, 16);
    endPhase(HIDDEN_PRODUCT);
    multiplyUnits(wx, p.x + t * inputBytes, 4, p.inputs, units, inputTerms, 16);
    endPhase(INPUT_PRODUCT);
    for (let unit: u32 = 0; unit < units; unit += 4) {
      normalizeGates(p, t, first + unit, hiddenTerms + (unit << 4), gates + (unit << 2), rowBytes);
    }
    for (let gate: usize = 0; gate < 4; gate++) {
      activateRow(p, gates + gate * rowBytes, rowBytes, gate < 3);
    }
    endPhase(ACTIVATIONS);
    updateCells(p, cells, gates, rowBytes);
    normalizeCells(p, t, first, last, cells, normalized);
    endPhase(STATE);
    activateRow(p, normalized, rowBytes, false);
    endPhase(ACTIVATIONS);
    const o = gates + 2 * rowBytes;
    for (let k: usize = 0; k != rowBytes; k += 16) {
      v128.store(normalized + k, f32x4.mul(v128.load(o + k), v128.load(normalized + k)));
    }
    memory.copy(p.hiddenPanels + (t + 1 & 1) * hiddenBytes + offset, normalized, bytes);
    if (p.hs) memory.copy(p.hs + t * hiddenBytes + offset, normalized, bytes);
    endPhase(STATE);
    arrive(p.barrier, thread, threads);
    endPhase(MEETING);
  }
  memory.copy(p.h + offset, normalized, bytes);
  memory.copy(p.c + offset, cells, bytes);
}

/** The arguments of four units' gates, from their terms to rows of units. */
function normalizeGates(
  p: Problem,
  t: u32,
  unit: u32,
  terms: usize,
  gates: usize,
  rowBytes: usize,
): void {
  const inputOffset = rowBytes << 2;
  const z0 = normalizeUnit(p, t, unit, terms, inputOffset);
  const z1 = normalizeUnit(p, t, unit + 1, terms + 16, inputOffset);
  const z2 = normalizeUnit(p, t, unit + 2, terms + 32, inputOffset);
  const z3 = normalizeUnit(p, t, unit + 3, terms + 48, inputOffset);
  storeTransposed(z0, z1, z2, z3, gates, rowBytes);
}

/** The arguments of a unit's four gates. */
function normalizeUnit(p: Problem, t: u32, unit: u32, terms: usize, inputOffset: usize): v128 {
  const saved = savedOf(p, t, unit), savedInput = savedInputOf(p, t, unit);
  const parameters = p.unitParameters + (<usize> unit << 6);
  const hidden = f32x4.sub(v128.load(terms), v128.load(saved));
  const input = f32x4.sub(v128.load(terms + inputOffset), v128.load(savedInput));
  const hiddenScale = f32x4.mul(v128.load(parameters), v128.load(saved, 16));
  const inputScale = f32x4.mul(v128.load(parameters, 16), v128.load(savedInput, 16));
  return madd(hidden, hiddenScale, madd(input, inputScale, v128.load(parameters, 32)));
}

/** σ or tanh of a row, in place. */
function activateRow(p: Problem, row: usize, bytes: usize, sigmoid: bool): void {
  activate(row, 1, row, 0, 0, row, bytes, sigmoid, p.constants);
}

/** c_t = σ(f) c_{t−1} + σ(i) tanh(g). */
function updateCells(p: Problem, cells: usize, f: usize, rowBytes: usize): void {
  const i = f + rowBytes, g = i + 2 * rowBytes, tiny = v128.load(p.constants, TINY);
  for (let k: usize = 0; k != rowBytes; k += 16) {
    const candidate = f32x4.mul(v128.load(i + k), v128.load(g + k));
    v128.store(cells + k, flush(madd(v128.load(f + k), v128.load(cells + k), candidate), tiny));
  }
}

/** BN(c_t). */
function normalizeCells(
  p: Problem,
  t: u32,
  first: u32,
  last: u32,
  cells: usize,
  normalized: usize,
): void {
  for (let unit = first; unit < last; unit++) {
    const saved = savedOf(p, t, unit), parameters = p.unitParameters + (<usize> unit << 6);
    const scale = load<f32>(parameters, 48) * load<f32>(saved, 48);
    const distance = load<f32>(cells) - load<f32>(saved, 32);
    store<f32>(normalized, distance * scale + load<f32>(parameters, 52));
    cells += 4;
    normalized += 4;
  }
}
