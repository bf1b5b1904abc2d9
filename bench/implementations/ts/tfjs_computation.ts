import "@bnlstm/core/gradients";
import * as tf from "@tensorflow/tfjs-core";
import type { Measurement } from "../../runner/settings.ts";
import type { Computation, Outcome } from "../computation.ts";
import { type ArrayName, arrayShapes, type Workload } from "../../runner/workload.ts";
import { meanSquare } from "./mean_square.ts";

/** A recurrent network in tfjs, with the parameters of a workload. */
export interface TfjsNetwork {
  /** What gradients are taken of. */
  parameters: tf.Variable[];
  /** The last h, or every h, of all sequences, as the loss wants it. */
  forward(mode: "train" | "eval"): tf.Tensor;
  /** The h of the next step of a stream; the network keeps the state. Absent where it cannot stream. */
  step?(): tf.Tensor;
}

interface Result {
  output: tf.Tensor;
  gradients: tf.NamedTensorMap;
}

/** What implementations on tfjs share: the loss, its gradients, and waiting for them. */
export function tfjsComputation(
  name: string,
  create: (workload: Workload) => TfjsNetwork,
): Computation<Result> {
  let network: TfjsNetwork;
  let measurement: Measurement;
  // In two stages: millions of squares added up one by one in float32 would not be right to 1e-4.
  const loss = (h: tf.Tensor) => tf.mean(tf.mean(tf.square(h), -1)) as tf.Scalar;
  return {
    name,
    prepare(workload, wanted) {
      network = create(workload);
      measurement = wanted;
    },
    run() {
      switch (measurement) {
        case "train": {
          const { value, grads } = tf.variableGrads(
            () => loss(network.forward("train")),
            network.parameters,
          );
          return { output: value, gradients: grads };
        }
        case "infer":
          return { output: tf.tidy(() => network.forward("eval")), gradients: {} };
        case "stream":
          return { output: network.step!(), gradients: {} };
      }
    },
    async synchronize({ output, gradients }) {
      // On a GPU a queue ends with what was put in last; elsewhere everything is there already.
      await Promise.all([output, ...Object.values(gradients).slice(-1)].map((t) => t.data()));
    },
    async outcome({ output, gradients }): Promise<Outcome> {
      const values = await output.data();
      if (measurement !== "train") return { loss: meanSquare(values) };
      let sum = 0;
      for (const gradient of Object.values(gradients)) {
        sum += gradient.size * meanSquare(await gradient.data());
      }
      return { loss: values[0], gradientNorm: Math.sqrt(sum) };
    },
    release({ output, gradients }) {
      tf.dispose([output, gradients]);
    },
  };
}

/** An array of a workload as a tensor. */
export function tensorOf<T extends tf.Tensor>(workload: Workload, name: ArrayName): T {
  return tf.tensor(workload.arrays[name], arrayShapes(workload.setting)[name], "float32") as T;
}
