import {
  type BnLstmAttributes,
  type BnLstmForwardInputs,
  SITE_NAMES,
  siteFeatures,
} from "@bnlstm/core/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { allocateRegions, Call, type CallSizes, copyIn } from "./call.ts";
import type { HeldPopulation } from "../runtime/holder.ts";
import { PROBLEM_FIELDS, SITE_FIELDS, STEP_FIELDS, writeStructure } from "../layout/problem.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { writeSite } from "../layout/site.ts";
import { STEP_BYTES } from "../layout/step_table.ts";

const PURPOSE = "hold the population statistics of a BN-LSTM";

/**
 * μ̂ and 1/σ̂ of every step of a population's tables, for inference. Those of an input site with sequence statistics
 * are a single row, and not among them.
 *
 * @throws {RangeError} If the memory is too small, naming the bytes needed.
 */
export function holdPopulation(
  runtime: Runtime,
  backend: BackendWasm,
  inputs: BnLstmForwardInputs,
  attributes: BnLstmAttributes,
  { hidden, threads }: CallSizes,
): HeldPopulation {
  const { sites, epsilon } = attributes;
  const priors = SITE_NAMES.filter((site) => sites[site] === "timestep")
    .map((site) => inputs[`${site}Prior`]);
  const rows = Math.max(...priors.map(({ shape }) => shape[1]));
  const kinds = SITE_NAMES.map((site) => sites[site]);
  const sources = {
    data: priors.map(({ dataId }) => dataId),
    variant: [epsilon, ...kinds, ...priors.map(({ shape }) => shape[1])].join(),
  };
  return runtime.populations.get(backend, sources, () => {
    const lengths: Record<string, number> = { saved: 16 * hidden * rows };
    if (sites.input !== "sequence") lengths.savedInput = 8 * hidden * rows;
    const passing = allocateRegions(runtime, PURPOSE, {
      ...Object.fromEntries(SITE_NAMES.flatMap((site) => [
        [`${site}Prior`, 2 * inputs[`${site}Prior`].shape[1] * siteFeatures(site, hidden)],
        [`${site}Site`, SITE_FIELDS.length],
      ])),
      stepTable: rows * STEP_FIELDS.length,
      problem: PROBLEM_FIELDS.length,
    });
    try {
      const held = allocateRegions(runtime, PURPOSE, lengths);
      const { at } = passing, { buffer } = runtime.memory;
      for (const site of SITE_NAMES) {
        const name = `${site}Prior` as const, prior = at[name];
        copyIn(runtime, backend, inputs[name], prior);
        const given = { prior, priorRows: inputs[name].shape[1], statistics: 0 };
        writeSite(buffer, at[`${site}Site`], attributes, site, hidden, given);
      }
      for (let t = 0; t < rows; t++) {
        writeStructure(buffer, at.stepTable + t * STEP_BYTES, STEP_FIELDS, {
          priorRow: t,
          savedStep: t,
        });
      }
      const fields = { ...at, ...held.at, hidden, epsilon, steps: rows };
      new Call(runtime, at.problem, fields, threads).run("settlePopulation");
      return { ...held, rows };
    } finally {
      runtime.release(passing.block);
    }
  });
}
