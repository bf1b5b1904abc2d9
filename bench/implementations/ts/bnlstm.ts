import { createModel } from "@bnlstm/convert";
import type { ModelState } from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Computation } from "../computation.ts";
import type { Workload } from "../../runner/workload.ts";
import { type TfjsBackendOptions, useTfjsBackend } from "./tfjs_backend.ts";
import { tensorOf, tfjsComputation, type TfjsNetwork } from "./tfjs_computation.ts";
import { workloadModel } from "./workload_model.ts";

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
  const { setting } = workload;
  const portable = workloadModel(workload, model);
  const lstm = createModel(portable);
  const statistics = portable.statistics!;
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
