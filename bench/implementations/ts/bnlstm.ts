import { BatchNormLSTM, type ModelState, type ModelStatistics } from "@bnlstm/core";
import { createStore } from "@bnlstm/core/statistics";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { Computation } from "../computation.ts";
import type { ArrayName, Workload } from "../../runner/workload.ts";
import { type TfjsBackendOptions, useTfjsBackend } from "./tfjs_backend.ts";
import { tensorOf, tfjsComputation, type TfjsNetwork } from "./tfjs_computation.ts";

/** How this library runs. */
export interface BnLstmImplementationOptions extends TfjsBackendOptions {
  /** Batch normalization at every site, or at none. */
  model: "bn" | "plain";
  /** The fused kernels, or tfjs ops. */
  implementation: "fused" | "composed";
}

/** This library through its layer, `BatchNormLSTM`. */
export async function createComputation(
  options: BnLstmImplementationOptions,
): Promise<Computation> {
  const device = await useTfjsBackend(options);
  const name = `bnlstm, tfjs ${tf.version_core}${device ? `, ${device}` : ""}`;
  return tfjsComputation(name, (workload) => createNetwork(workload, options)) as Computation;
}

function createNetwork(
  workload: Workload,
  { model, implementation }: BnLstmImplementationOptions,
): TfjsNetwork {
  const { setting, epsilon } = workload;
  const kind = model === "bn" ? "timestep" : "none";
  const lstm = BatchNormLSTM.create({
    inputSize: setting.inputSize,
    hiddenSize: setting.hiddenSize,
    sites: { input: kind, hidden: kind, cell: kind },
    epsilon,
    // Replaced below; random orthogonal matrices would take a while.
    recurrentInitializer: "authors",
  });
  for (const [name, variable] of Object.entries(lstm.parameters)) {
    const value = tensorOf(workload, name.replace("layer0.", "") as ArrayName);
    variable.assign(value);
    value.dispose();
  }
  const statistics = populationStatistics(workload, lstm);
  const x = tensorOf<tf.Tensor3D>(workload, "x");
  const steps = tf.unstack(x) as tf.Tensor2D[];
  const returnSequences = setting.loss === "every";
  let state: ModelState | undefined;
  return {
    parameters: Object.values(lstm.parameters),
    forward(mode) {
      const result = lstm.apply(x, { mode, statistics, returnSequences, implementation });
      return returnSequences ? result.hs! : result.h;
    },
    step() {
      const next = lstm.step(steps[(state?.time ?? 0) % steps.length], statistics, state);
      Object.values(state?.cells ?? {}).forEach(({ h, c }) => tf.dispose([h, c]));
      state = next.state;
      // The state holds the same h and frees it with the next step.
      return next.h.clone();
    },
  };
}

/** The tables of the workload as a store that has seen enough. */
function populationStatistics(
  { setting, arrays }: Workload,
  { options, cellNames }: BatchNormLSTM,
): ModelStatistics {
  const { hiddenSize, sites } = options;
  const { timeSteps } = setting;
  const empty = createStore({ hiddenSize, sites, timeSteps, estimator: "average" });
  const store = {
    ...empty,
    count: new Float64Array(timeSteps).fill(1),
    tables: Object.fromEntries(
      SITE_NAMES.filter((site) => sites[site] !== "none").map((site) => [site, {
        weight: new Float64Array(timeSteps).fill(1),
        mean: Float64Array.from(arrays[`${site}Mean`]),
        variance: Float64Array.from(arrays[`${site}Variance`]),
      }]),
    ),
  };
  return { [cellNames[0]]: store };
}
