import { savedOf } from "./gates";
import { savedInputOf } from "./input_term";
import { firstUnit, NONE, Problem, SEQUENCE, Site, stepOf } from "../memory/problem";
import { endOfBlock } from "../memory/scratch";
import { saveIdentity, settleStatistics } from "./statistics";
import { storeTransposed, transpose4 } from "../products/transpose";

/**
 * Evaluation: what normalizes the steps is known before them and depends on no row. Four units are prepared
 * together, each number of the tables read once and in order.
 */
export function settlePopulation(p: Problem, thread: u32, threads: u32): void {
  const first = firstUnit(p, thread, threads), last = firstUnit(p, thread + 1, threads);
  for (let t: u32 = 0; t < p.steps; t++) settleStep(p, t, first, last);
}

function settleStep(p: Problem, t: u32, first: u32, last: u32): void {
  const inputBytes: usize = 32, savedBytes: usize = 64;
  const saved = savedOf(p, t, 0);
  if (p.inputSite.kind != SEQUENCE) {
    settleSite(p, p.inputSite, t, first, last, 4, savedInputOf(p, t, 0), inputBytes);
  }
  settleSite(p, p.hiddenSite, t, first, last, 4, saved, savedBytes);
  settleSite(p, p.cellSite, t, first, last, 1, saved + 32, savedBytes);
}

/** The row of a site's tables that serves a step. */
function rowOf(p: Problem, site: Site, t: u32): u32 {
  return min(stepOf(p, t).priorRow, site.priorRows - 1);
}

/**
 * Saves μ̂ and 1/σ̂ of a site for some units.
 *
 * @param columns 4 for the gates of a unit, H columns apart, or 1 for a cell.
 * @param saved Where those of unit 0 go, and those of each other unit `savedBytes` further.
 */
function settleSite(
  p: Problem,
  site: Site,
  t: u32,
  first: u32,
  last: u32,
  columns: u32,
  saved: usize,
  savedBytes: usize,
): void {
  const row = rowOf(p, site, t);
  // The step before has left the same there.
  const same = t > 0 && stepOf(p, t).savedStep == stepOf(p, t - 1).savedStep;
  if (same && rowOf(p, site, t - 1) == row) return;
  const none = site.kind == NONE, zero = f32x4.splat(0);
  for (let unit = first; unit < last; unit = endOfBlock(unit, last)) {
    const end = endOfBlock(unit, last), target = saved + unit * savedBytes;
    if (!none && end - unit == 4) {
      const at = site.prior + (<usize> (row * site.columns + unit) << 2);
      const variance = at + (<usize> (site.priorRows * site.columns) << 2);
      if (columns == 4) settleGates(p, at, variance, target, savedBytes);
      else settleCells(p, at, variance, target, savedBytes);
      continue;
    }
    for (let k = unit; k < end; k++) {
      const place = saved + k * savedBytes;
      if (none) saveIdentity(place);
      else settleStatistics(p, site, t, row, 0, k, columns, zero, zero, place);
    }
  }
}

/** The four gates of four units. */
function settleGates(p: Problem, mean: usize, variance: usize, saved: usize, bytes: usize): void {
  const gate = <usize> p.hidden << 2;
  transpose4(mean, gate, saved, bytes);
  const f = inverseDeviation(p, variance), i = inverseDeviation(p, variance + gate);
  const o = inverseDeviation(p, variance + 2 * gate), g = inverseDeviation(p, variance + 3 * gate);
  storeTransposed(f, i, o, g, saved + 16, bytes);
}

/** The cells of four units. */
function settleCells(p: Problem, mean: usize, variance: usize, saved: usize, bytes: usize): void {
  const means = v128.load(mean), inverses = inverseDeviation(p, variance);
  const saved1 = saved + bytes, saved2 = saved1 + bytes, saved3 = saved2 + bytes;
  v128.store_lane<f32>(saved, means, 0);
  v128.store_lane<f32>(saved1, means, 1);
  v128.store_lane<f32>(saved2, means, 2);
  v128.store_lane<f32>(saved3, means, 3);
  v128.store_lane<f32>(saved, inverses, 0, 16);
  v128.store_lane<f32>(saved1, inverses, 1, 16);
  v128.store_lane<f32>(saved2, inverses, 2, 16);
  v128.store_lane<f32>(saved3, inverses, 3, 16);
}

/** 1/sqrt(v + ε) of four columns. */
function inverseDeviation(p: Problem, variance: usize): v128 {
  const sum = f32x4.add(v128.load(variance), f32x4.splat(p.epsilon));
  return f32x4.div(f32x4.splat(1), f32x4.sqrt(sum));
}
