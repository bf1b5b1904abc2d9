import { permuteGates } from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs";
import type { Strategy } from "../strategy.ts";
import { arrayShapes, type Workload } from "../workload.ts";
import { type TfjsBackendOptions, useTfjsBackend } from "./_tfjs_backend.ts";
import { tensorOf, type TfjsNetwork, tfjsStrategy } from "./_tfjs_strategy.ts";

/** The `lstm` layer of TensorFlow.js. */
export async function createStrategy(options: TfjsBackendOptions): Promise<Strategy> {
  const device = await useTfjsBackend(options);
  const name = `tfjs-layers ${tf.version_layers}${device ? `, ${device}` : ""}`;
  return tfjsStrategy(name, createNetwork) as Strategy;
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
