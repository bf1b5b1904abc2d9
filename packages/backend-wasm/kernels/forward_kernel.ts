import {
  type BnLstmAttributes,
  type BnLstmForwardInputs,
  SITE_NAMES,
  siteFeatures,
  statisticsRows,
} from "@bnlstm/core/kernels";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  allocateRegions,
  Call,
  type CallSizes,
  callSizes,
  copyIn,
  copyOut,
  scratchLength,
  sharedLength,
} from "./call.ts";
import { runParts } from "./forward_parts.ts";
import { holdPopulation } from "./hold_population.ts";
import { holdWeights } from "./hold_weights.ts";
import { PROBLEM_FIELDS } from "../layout/problem.ts";
import {
  checkpointLength,
  checkpointState,
  copyState,
  passingState,
  windowsOf,
} from "./recomputation.ts";
import { lastingLengths, windowLengths } from "../layout/residual_layout.ts";
import { holdResiduals } from "../layout/residuals.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { writeSite } from "../layout/site.ts";
import { writeSteps } from "../layout/step_table.ts";

const PURPOSE = "run the BN-LSTM forward pass";

/** Inputs that the kernels read as they are; in inference of the others what is held. */
const COPIED = ["x", "bias", "gammaX", "gammaH", "gammaC", "betaC", "h0", "c0"] as const;

/**
 * The forward kernel: copies the inputs into the kernels' memory, runs the jobs and copies the outputs back.
 * What the backward pass will need stays in that memory.
 *
 * @param recompute Number of steps whose residuals are kept at a time, 0 for all.
 * @throws {RangeError} If the memory is too small, naming the bytes needed.
 */
export function forwardKernel(
  runtime: Runtime,
  backend: BackendWasm,
  inputs: BnLstmForwardInputs,
  attributes: BnLstmAttributes,
  recompute: number,
): TensorInfo[] {
  runtime.ranks = attributes.ranks;
  const sizes = callSizes(runtime, inputs.x, inputs.h0, attributes);
  const { slot, hidden, packed, packedCount } = sizes;
  const { keepResiduals, schedule: { training } } = attributes;
  const windows = windowsOf(packed.steps, keepResiduals ? recompute : 0);
  const recomputing = windows.length > 1;
  const keep = keepResiduals && !recomputing;
  const perStep = windowLengths(sizes, attributes, keep ? packedCount : slot, keep);
  // Training changes the weights in every step.
  const holds = !keepResiduals;
  const packedWh = holds ? 0 : 4 * hidden * hidden;
  const holdsPopulation = holds && !training &&
    SITE_NAMES.some((site) => attributes.sites[site] === "timestep");
  const priors = SITE_NAMES.filter((site) =>
    !holdsPopulation || attributes.sites[site] === "sequence"
  ).map((site) => `${site}Prior` as const);
  const copied = [...COPIED, ...priors, ...(holds ? [] : ["wx", "wh"] as const)];
  const savedSteps = holdsPopulation ? 0 : keepResiduals ? packed.steps : 1;

  const lasting = allocateRegions(runtime, PURPOSE, {
    ...lastingLengths(sizes, attributes, savedSteps),
    ...(keep ? perStep : {}),
    packedWh: recomputing ? packedWh : 0,
    checkpoints: recomputing ? checkpointLength(sizes, windows) : 0,
  });
  let held = false;
  try {
    const outputs = outputShapes(sizes, attributes);
    const passing = allocateRegions(runtime, PURPOSE, {
      ...Object.fromEntries(copied.map((name) => [name, elements(inputs[name].shape)])),
      ...Object.fromEntries(outputs.map(([name, shape]) => [name, elements(shape)])),
      ...(keep ? {} : perStep),
      ...(recomputing ? {} : { packedWh }),
      problem: sizes.parts * PROBLEM_FIELDS.length,
      hiddenPanels: 2 * slot * hidden,
      scratch: sizes.threads * scratchLength(sizes),
      shared: sharedLength(sizes, attributes),
    });
    try {
      const population = holdsPopulation
        ? holdPopulation(runtime, backend, inputs, attributes, sizes)
        : undefined;
      const weights = holds ? holdWeights(runtime, backend, inputs, sizes, population) : undefined;
      const at = { ...lasting.at, ...passing.at, ...weights?.at, ...population?.at };
      for (const name of copied) copyIn(runtime, backend, inputs[name], at[name]);
      clearPadding(runtime, sizes, attributes, outputs, at);
      const fields = {
        ...at,
        ...scalarFields(runtime, sizes, attributes),
        hiddenRowCount: keep ? packedCount : 0,
      };
      const savedRows = population?.rows ?? savedSteps;
      writeTables(runtime, sizes, attributes, inputs, at, keep, savedRows);
      const call = new Call(runtime, at.problem, fields, sizes.threads);
      if (!holds) call.run("packWeights");
      if (!training && !population) call.run("settlePopulation");
      if (sizes.singleRow) call.run("forwardRow");
      else if (sizes.parts > 1) runParts(runtime, sizes, attributes, at.problem, fields, savedRows);
      else {
        call.run("packForward");
        if (sizes.inputs === 1 && (training || keepResiduals)) call.run("measureX");
        if (attributes.sites.input === "sequence") call.run("prepareSequence");
        if (keep) call.run("keepHiddenRows");
        for (const [i, { first, last }] of windows.entries()) {
          if (recomputing) {
            const state = passingState(sizes, at, first);
            copyState(runtime, sizes, state, checkpointState(sizes, at.checkpoints, i));
          }
          call.set({ firstStep: first, lastStep: last });
          call.run("forwardSteps");
        }
      }
      const results = outputs.map(([name, shape]) => copyOut(runtime, backend, at[name], shape));
      if (!keepResiduals) return results;
      held = true;
      const residuals = { runtime, block: lasting.block, fields, sizes, windows };
      return [...results, holdResiduals(backend, residuals)];
    } finally {
      runtime.release(passing.block);
    }
  } finally {
    if (!held) runtime.release(lasting.block);
  }
}

/** The fields of a problem that are numbers rather than addresses, the same for both passes. */
function scalarFields(runtime: Runtime, sizes: CallSizes, attributes: BnLstmAttributes) {
  const { schedule, epsilon } = attributes;
  return {
    batch: sizes.batch,
    sequenceRows: sizes.batch,
    inputs: sizes.inputs,
    hidden: sizes.hidden,
    steps: sizes.packed.steps,
    blas: Number(sizes.blas),
    training: Number(schedule.training),
    epsilon,
    sequenceBlend: Number(schedule.training),
    sequenceWeight: schedule.training ? 1 / schedule.batchPairs : 0,
    pairs: schedule.batchPairs,
    firstStep: 0,
    lastStep: sizes.packed.steps,
    constants: runtime.constants,
    barrier: runtime.barrier,
    scratchBytes: 4 * scratchLength(sizes),
    unitMask: sizes.unitMask,
    rankShare: 1 / (attributes.ranks?.size ?? 1),
    xRowCount: sizes.packedCount,
  };
}

/** The outputs in the order of the contract. */
function outputShapes(
  { timeSteps, batch, hidden }: CallSizes,
  attributes: BnLstmAttributes,
): [string, number[]][] {
  return [
    ["hs", [attributes.returnSequences ? timeSteps : 0, batch, hidden]],
    ["h", [batch, hidden]],
    ["c", [batch, hidden]],
    ...SITE_NAMES.map((site): [string, number[]] => [
      `${site}Statistics`,
      [2, statisticsRows(attributes, site), siteFeatures(site, hidden)],
    ]),
  ];
}

/** Sets the padding of the outputs to zero, since the kernels do not write it. */
function clearPadding(
  runtime: Runtime,
  { timeSteps, batch }: CallSizes,
  { schedule }: BnLstmAttributes,
  outputs: [string, number[]][],
  at: Record<string, number>,
): void {
  if (schedule.pairs === timeSteps * batch) return;
  for (const [name, shape] of outputs) {
    if (at[name] !== 0) runtime.floats(at[name], elements(shape)).fill(0);
  }
}

/** Writes the sites and the step table. */
function writeTables(
  runtime: Runtime,
  sizes: CallSizes,
  attributes: BnLstmAttributes,
  inputs: BnLstmForwardInputs,
  at: Record<string, number>,
  keep: boolean,
  savedSteps: number,
): void {
  const { buffer } = runtime.memory;
  for (const site of SITE_NAMES) {
    writeSite(buffer, at[`${site}Site`], attributes, site, sizes.hidden, {
      prior: at[`${site}Prior`],
      priorRows: inputs[`${site}Prior`].shape[1],
      statistics: at[`${site}Statistics`],
    });
  }
  writeSteps(buffer, at.stepTable, attributes.schedule, sizes.packed, {
    first: 0,
    last: sizes.packed.steps,
    keep,
    keepInputTerms: attributes.sites.input === "sequence",
    savedSteps,
  });
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
