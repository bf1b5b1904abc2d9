import { permuteGates } from "@bnlstm/core/gates";
import * as tf from "@tensorflow/tfjs";
import type { Computation } from "../computation.ts";
import { arrayShapes, type Workload } from "../../runner/workload.ts";
import { type TfjsBackendOptions, useTfjsBackend } from "./tfjs_backend.ts";
import { tensorOf, tfjsComputation, type TfjsNetwork } from "./tfjs_computation.ts";

/** The `lstm` layer of TensorFlow.js. */
export async function createComputation(options: TfjsBackendOptions): Promise<Computation> {
  const device = await useTfjsBackend(options);
  const name = `tfjs-layers ${tf.version_layers}${device ? `, ${device}` : ""}`;
  return tfjsComputation(name, createNetwork) as Computation;
}

function createNetwork(workload: Workload): TfjsNetwork {
  const { setting, arrays } = workload;
  const { batchSize, inputSize, hiddenSize } = setting;
  const layer = tf.layers.lstm({
    units: hiddenSize,
    recurrentActivation: "sigmoid",
    returnSequences: setting.loss === "every",
    // Random orthogonal matrices would take a while, and are replaced.
    recurrentInitializer: "zeros",
  });
  // The first call makes the weights.
  tf.tidy(() => layer.apply(tf.zeros([batchSize, 1, inputSize])) as tf.Tensor);
  const shapes = arrayShapes(setting);
  layer.setWeights(
    (["wx", "wh", "bias"] as const).map((name) =>
      tf.tensor(permuteGates(arrays[name], hiddenSize, "paper", "keras"), shapes[name])
    ),
  );
  // Its sequences are batch-major.
  const x = tf.tidy(() => tf.transpose(tensorOf<tf.Tensor3D>(workload, "x"), [1, 0, 2]));
  return {
    parameters: layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
    forward: () => layer.apply(x) as tf.Tensor,
  };
}
