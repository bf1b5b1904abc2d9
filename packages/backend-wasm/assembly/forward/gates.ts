import { madd } from "../products/madd";
import { inputTermOf, inputTermStride, savedInputOf } from "./input_term";
import { Problem, quartet, Step, stepOf } from "../memory/problem";
import { coefficientsOf, GATES, scratchRowBytes, unitRow } from "../memory/scratch";
import { activate } from "../products/vector_math";

/** Where μ̂ and 1/σ̂ of a unit's hidden term are saved, followed by those of its cell. */
export function savedOf(p: Problem, t: u32, unit: u32): usize {
  return p.saved + (<usize> (stepOf(p, t).savedStep * p.hidden + unit) << 6);
}

/** Where the hidden term of a step and unit is. */
export function hiddenTermOf(p: Problem, step: Step, unit: u32): usize {
  return quartet(p.hiddenTerms, step.residualRow, step.rows, p.hidden, unit);
}

/** Where the cell after a step is. */
export function cellAfter(p: Problem, step: Step, unit: u32): usize {
  return p.cells + (<usize> (step.cellAfter * p.hidden + unit * step.rows) << 2);
}

/** Where the cell before a step is. */
export function cellBefore(p: Problem, step: Step, unit: u32): usize {
  return p.cells + (<usize> (step.cellBefore * p.hidden + unit * step.cellBeforeRows) << 2);
}

/**
 * σ(f), σ(i), σ(o) and tanh(g) of a unit at step t, into the thread's scratch, from the stored terms:
 *
 *     z = γ_h (a^h − μ̂_h) / σ̂_h + γ_x (a^x − μ̂_x) / σ̂_x + b
 *
 * as one product and sum each. The backward pass calls it again rather than keeping the gates: four
 * rational functions cost less than writing and reading four rows of memory.
 */
export function computeGates(p: Problem, t: u32, unit: u32, thread: u32): void {
  const step = stepOf(p, t);
  const saved = savedOf(p, t, unit), savedInput = savedInputOf(p, t, unit);
  const parameters = p.unitParameters + (<usize> unit << 6);
  const coefficients = coefficientsOf(p, thread);

  const hiddenScale = f32x4.mul(v128.load(parameters), v128.load(saved, 16));
  const inputScale = f32x4.mul(v128.load(parameters, 16), v128.load(savedInput, 16));
  const means = madd(
    v128.load(saved),
    hiddenScale,
    f32x4.mul(v128.load(savedInput), inputScale),
  );
  v128.store(coefficients, hiddenScale);
  // With one input the term is w x, of which x is stored.
  const factor = p.inputs == 1
    ? f32x4.mul(inputScale, v128.load(p.packedWx + (<usize> unit << 4)))
    : inputScale;
  v128.store(coefficients, factor, 16);
  v128.store(coefficients, f32x4.sub(v128.load(parameters, 32), means), 32);

  const bytes = <usize> step.rows << 2, outBytes = scratchRowBytes(p);
  const xStride = inputTermStride(p, step);
  let a = hiddenTermOf(p, step, unit), x = inputTermOf(p, step, unit);
  let out = unitRow(p, thread, unit, GATES);
  for (let gate: usize = 0; gate < 4; gate++) {
    const at = coefficients + (gate << 2);
    const aScale = load<f32>(at), xScale = load<f32>(at, 16), shift = load<f32>(at, 32);
    activate(a, aScale, x, xScale, shift, out, bytes, gate < 3, p.constants);
    a += bytes;
    x += xStride;
    out += outBytes;
  }
}
