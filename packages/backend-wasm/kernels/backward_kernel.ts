import {
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  DIFFERENTIABLE_INPUTS,
  type DifferentiableInput,
} from "@bnlstm/core/kernels";
import type { Ranks } from "@bnlstm/core";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  allocateRegions,
  Call,
  type CallSizes,
  ceilTo,
  copyIn,
  copyOut,
  scratchLength,
  sharedLength,
} from "./call.ts";
import { PROBLEM_FIELDS, type ProblemFields } from "../layout/problem.ts";
import { checkpointState, copyState, windowRows, windowState } from "./recomputation.ts";
import { windowLengths } from "../layout/residual_layout.ts";
import { type Residuals, residualsOf } from "../layout/residuals.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { chunkCapacity, writeSteps } from "../layout/step_table.ts";

const PURPOSE = "run the BN-LSTM backward pass";

/** The field of a problem that holds the gradient of each input. */
const GRADIENT_FIELDS = {
  x: "dx",
  wx: "dWx",
  wh: "dWh",
  bias: "dBias",
  gammaX: "dGammaX",
  gammaH: "dGammaH",
  gammaC: "dGammaC",
  betaC: "dBetaC",
  h0: "dH0",
  c0: "dC0",
} as const satisfies Record<DifferentiableInput, keyof ProblemFields>;

/**
 * The backward kernel: copies the upstream gradients and the weights into the kernels' memory, runs the
 * jobs and copies the gradients back.
 *
 * @throws {RangeError} If the memory is too small, naming the bytes needed.
 */
export function backwardKernel(
  runtime: Runtime,
  backend: BackendWasm,
  inputs: BnLstmBackwardInputs,
  attributes: BnLstmAttributes,
): TensorInfo[] {
  runtime.ranks = attributes.ranks;
  const residuals = residualsOf((inputs as Record<string, TensorInfo>).residual0, runtime);
  const { sizes, windows } = residuals;
  const recomputing = windows.length > 1;
  const rows = windowRows(sizes.packed, windows);
  const gradients = DIFFERENTIABLE_INPUTS.map((name): [string, number[]] => [
    GRADIENT_FIELDS[name],
    name === "bias" ? [4 * sizes.hidden] : inputs[name].shape,
  ]);
  const given = ["dH", "dC", "wh"];
  // A BLAS reads the weights of the forward pass.
  if (sizes.inputs > 1 && !sizes.blas) given.push("x", "wx");
  if (attributes.returnSequences) given.push("dHs");

  const named = inputs as unknown as Record<string, TensorInfo>;
  const passing = allocateRegions(runtime, PURPOSE, {
    ...Object.fromEntries(given.map((name) => [name, elements(named[name].shape)])),
    ...Object.fromEntries(gradients.map(([name, shape]) => [name, elements(shape)])),
    ...workLengths(sizes, attributes),
    ...(recomputing ? windowLengths(sizes, attributes, rows, true) : {}),
    hiddenPanels: recomputing ? 2 * sizes.slot * sizes.hidden : 0,
    problem: PROBLEM_FIELDS.length,
  });
  try {
    const { at } = passing;
    for (const name of given) copyIn(runtime, backend, named[name], at[name]);
    // The kernels do not write padding, and only the gradient of x has any.
    runtime.floats(at.dx, elements(inputs.x.shape)).fill(0);
    const call = new Call(runtime, at.problem, {
      ...residuals.fields,
      // Everything of the forward pass except its residuals has been released.
      ...{ hs: 0, h: 0, c: 0, dHs: 0 },
      ...at,
      unitTotals: at.unitTotals || at.unitGradients,
      chunkCapacity: chunkCapacity(sizes.packed),
      hiddenRowCount: rows,
    }, sizes.threads);
    call.run("packBackward");
    for (const [i, window] of [...windows.entries()].reverse()) {
      if (recomputing) recomputeWindow(call, residuals, attributes, at, i);
      call.set({ firstStep: window.first, lastStep: window.last });
      call.run("backwardSteps");
    }
    if (sharesTotals(attributes)) sumTotals(runtime, sizes, at, attributes.ranks!);
    if (attributes.sites.input === "sequence" && sizes.inputs > 1) {
      call.set({ firstStep: 0, lastStep: sizes.packed.steps });
      call.run("backwardSequence");
    }
    call.run("finishBackward");
    return gradients.map(([name, shape]) => copyOut(runtime, backend, at[name], shape));
  } finally {
    runtime.release(passing.block);
  }
}

/** Whether a site needs sums over all steps and processes. */
function sharesTotals({ sites, ranks }: BnLstmAttributes): boolean {
  return ranks !== undefined && sites.input === "sequence";
}

/** Sums over the processes what the steps accumulated for a `"sequence"` site. */
function sumTotals(
  runtime: Runtime,
  { inputs, hidden }: CallSizes,
  at: Record<string, number>,
  ranks: Ranks,
): void {
  const units = runtime.floats(at.unitGradients, 16 * hidden);
  const weights = runtime.floats(at.packedDWx, inputs === 1 ? 4 * hidden : 0);
  const sums = Float64Array.of(...units, ...weights);
  ranks.sum(sums);
  runtime.floats(at.unitTotals, units.length).set(sums.subarray(0, units.length));
  weights.set(sums.subarray(units.length));
}

/** Runs a window forward again, with the statistics it had, and keeps all residuals. */
function recomputeWindow(
  call: Call,
  { runtime, sizes, fields, windows }: Residuals,
  attributes: BnLstmAttributes,
  at: Record<string, number>,
  index: number,
): void {
  const { first, last } = windows[index];
  const state = windowState(sizes, at, first);
  copyState(runtime, sizes, checkpointState(sizes, fields.checkpoints, index), state);
  writeSteps(runtime.memory.buffer, fields.stepTable, attributes.schedule, sizes.packed, {
    first,
    last,
    keep: true,
    keepInputTerms: attributes.sites.input === "sequence",
    savedSteps: sizes.packed.steps,
  });
  call.set({ firstStep: first, lastStep: last, reuseStatistics: 1 });
  call.run("keepHiddenRows");
  call.run("forwardSteps");
}

/** Number of elements of the arrays that only the backward pass uses (assembly/memory/problem.ts). */
function workLengths(
  sizes: CallSizes,
  attributes: BnLstmAttributes,
): Record<string, number> {
  const { sites } = attributes;
  const { inputs, hidden, slot, packedCount, blas, threads } = sizes;
  const columns = 4 * hidden;
  const capacity = chunkCapacity(sizes.packed);
  // A BLAS needs each weight and gradient in only one order.
  const tile = Number(!blas);
  const panels = (blas ? capacity : 2 * slot) * columns;
  const lengths: Record<string, number> = {
    unitGradients: 16 * hidden,
    ...(blas ? { packedWh: columns * hidden } : {}),
    transposedWh: tile * ceilTo(hidden, 4) * columns,
    hiddenGradientPanels: panels,
    hiddenProducts: blas ? ceilTo(hidden, 4) * slot : 0,
    hiddenGradientRows: tile * capacity * columns,
    cellGradient: slot * hidden,
    packedDWh: ceilTo(hidden, 8) * columns,
    scratch: threads * scratchLength(sizes),
    shared: sharedLength(sizes, attributes),
    unitTotals: sharesTotals(attributes) ? 16 * hidden : 0,
  };
  if (inputs === 1) {
    return { ...lengths, packedDWx: columns, xGradientParts: threads * packedCount };
  }
  return {
    ...lengths,
    transposedWx: tile * ceilTo(inputs, 4) * columns,
    xRows: tile * ceilTo(inputs, 8) * packedCount,
    inputGradientPanels: panels,
    inputGradientRows: tile * capacity * columns,
    packedDWx: ceilTo(inputs, 8) * columns,
    gateGradients: sites.input === "sequence" ? columns * packedCount : 0,
  };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
