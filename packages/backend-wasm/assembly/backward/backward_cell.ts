import { flush } from "../products/flush";
import { madd, nmadd } from "../products/madd";
import { cellAfter, cellBefore, savedOf } from "../forward/gates";
import { NONE, Problem, stepOf } from "../memory/problem";
import {
  CELL_TANH,
  D_GATES,
  GATES,
  hiddenGradientRow,
  MASK,
  OUTPUT,
  scratchRow,
  scratchRowBytes,
  unitRow,
} from "../memory/scratch";
import { sumLanes } from "../products/transpose";
import { ONES, TINY } from "../products/vector_math";

/**
 * Back through h = σ(o) tanh(BN(c)) of a unit: from ∂loss/∂h to the gradient dy of BN(c) and that of the output
 * gate's argument, which are zero in idle rows. Adds to the gradients of γ_c and β_c.
 *
 * @returns Σ dy and Σ dy ĉ in the first two lanes.
 */
export function backwardOutput(p: Problem, t: u32, unit: u32, thread: u32): v128 {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const mask = scratchRow(p, thread, MASK), gates = unitRow(p, thread, unit, GATES);
  const dGates = unitRow(p, thread, unit, D_GATES), dOutput = unitRow(p, thread, unit, OUTPUT);
  const cell = cellAfter(p, step, unit), saved = savedOf(p, t, unit) + 32;
  const mean = load<f32>(saved), inverse = load<f32>(saved, 16);
  const sums = throughOutput(
    hiddenGradientRow(p, thread, unit),
    gates + 2 * rowBytes,
    unitRow(p, thread, unit, CELL_TANH),
    cell,
    mean,
    mask,
    dOutput,
    dGates + 2 * rowBytes,
    bytes,
    p.constants,
  );
  const sumDy = f32x4.extract_lane(sums, 0), sumDyC = f32x4.extract_lane(sums, 1) * inverse;
  if (p.cellSite.kind != NONE) {
    const gradients = p.unitGradients + (<usize> unit << 6);
    store<f32>(gradients, load<f32>(gradients, 48) + sumDyC, 48);
    store<f32>(gradients, load<f32>(gradients, 52) + sumDy, 52);
  }
  return f32x4.replace_lane(sums, 1, sumDyC);
}

/**
 * Back from dy through dc = γ/σ̂ (dy − w (Σ dy + ĉ Σ dy ĉ)) and c = σ(f) c_{t−1} + σ(i) tanh(g) of a unit to the
 * gradients of the other gates' arguments, which are zero in idle rows.
 *
 * @param sums Σ dy and Σ dy ĉ over the rows that were normalized together.
 */
export function backwardCell(p: Problem, t: u32, unit: u32, thread: u32, sums: v128): void {
  const step = stepOf(p, t), rowBytes = scratchRowBytes(p), bytes = <usize> step.rows << 2;
  const mask = scratchRow(p, thread, MASK), gates = unitRow(p, thread, unit, GATES);
  const dGates = unitRow(p, thread, unit, D_GATES), dOutput = unitRow(p, thread, unit, OUTPUT);
  const cell = cellAfter(p, step, unit), saved = savedOf(p, t, unit) + 32;
  const mean = load<f32>(saved), inverse = load<f32>(saved, 16);
  const sumDy = f32x4.extract_lane(sums, 0), sumDyC = f32x4.extract_lane(sums, 1);
  const weight: f32 = p.cellSite.kind == NONE ? 0 : step.gradientWeight;
  const scale = load<f32>(p.unitParameters + (<usize> unit << 6), 48) * inverse;
  throughCell(
    dOutput,
    scale,
    scale * weight * sumDy,
    scale * weight * sumDyC * inverse,
    cell,
    mean,
    cellBefore(p, step, unit),
    gates,
    rowBytes,
    p.cellGradient + (<usize> (unit * stepOf(p, 0).rows) << 2),
    mask,
    dGates,
    bytes,
    p.constants,
  );
}

/**
 * dy = dh σ(o) (1 − tanh²) and the output gate's d = dh tanh σ(o) (1 − σ(o)).
 *
 * @returns Σ dy and Σ dy (c − mean) in the first two lanes.
 */
function throughOutput(
  dh: usize,
  o: usize,
  tanh: usize,
  cell: usize,
  mean: f32,
  mask: usize,
  dy: usize,
  dGate: usize,
  bytes: usize,
  constants: usize,
): v128 {
  const one = v128.load(constants, ONES), tiny = v128.load(constants, TINY);
  const center = f32x4.splat(mean);
  let sum = f32x4.splat(0), sumCell = sum;
  for (let k: usize = 0; k != bytes; k += 16) {
    const gate = v128.load(o + k), y = v128.load(tanh + k);
    const above = flush(v128.load(dh + k), tiny);
    const d = v128.and(f32x4.mul(above, gate), v128.load(mask + k));
    const through = f32x4.mul(d, nmadd(y, y, one));
    v128.store(dy + k, through);
    const dO = f32x4.mul(f32x4.mul(d, y), f32x4.sub(one, gate));
    v128.store(dGate + k, flush(dO, tiny));
    sum = f32x4.add(sum, through);
    sumCell = madd(through, f32x4.sub(v128.load(cell + k), center), sumCell);
  }
  const zero = f32x4.splat(0);
  return sumLanes(sum, sumCell, zero, zero);
}

/**
 * The whole ∂loss/∂c_t, carried from later steps plus what came through h, and from it the gradients of
 * f, i and g and of c_{t−1}. Rows that are idle keep what they carry.
 *
 * @param scale Factor of dy, then what is subtracted: `constant + slope (c − mean)`.
 */
function throughCell(
  dy: usize,
  scale: f32,
  constant: f32,
  slope: f32,
  cell: usize,
  mean: f32,
  before: usize,
  gates: usize,
  gateBytes: usize,
  carried: usize,
  mask: usize,
  dGates: usize,
  bytes: usize,
  constants: usize,
): void {
  const one = v128.load(constants, ONES), tiny = v128.load(constants, TINY);
  const factor = f32x4.splat(scale), center = f32x4.splat(mean);
  const subtract = f32x4.splat(-constant), cellFactor = f32x4.splat(slope);
  const inputGate = gates + gateBytes, candidate = gates + 3 * gateBytes;
  const dInputGate = dGates + gateBytes, dCandidate = dGates + 3 * gateBytes;
  for (let k: usize = 0; k != bytes; k += 16) {
    const active = v128.load(mask + k), old = v128.load(carried + k);
    const centered = f32x4.sub(v128.load(cell + k), center);
    const fromH = madd(v128.load(dy + k), factor, nmadd(centered, cellFactor, subtract));
    const dc = v128.and(flush(f32x4.add(old, fromH), tiny), active);
    const f = v128.load(gates + k), i = v128.load(inputGate + k), g = v128.load(candidate + k);
    const dcF = f32x4.mul(dc, f), dcI = f32x4.mul(dc, i);
    v128.store(carried + k, v128.bitselect(dcF, old, active));
    const dF = f32x4.mul(f32x4.mul(dcF, v128.load(before + k)), f32x4.sub(one, f));
    v128.store(dGates + k, flush(dF, tiny));
    v128.store(dInputGate + k, flush(f32x4.mul(f32x4.mul(dcI, g), f32x4.sub(one, i)), tiny));
    v128.store(dCandidate + k, flush(f32x4.mul(dcI, nmadd(g, g, one)), tiny));
  }
}
