import "@bnlstm/train/gradients";
import * as tf from "@tensorflow/tfjs-core";
import type { Measurement } from "../settings.ts";
import type { Outcome, Strategy } from "../strategy.ts";
import type { ArrayName, Workload } from "../workload.ts";
import { arrayShapes } from "../workload.ts";

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

/** What parties on tfjs share: the loss, its gradients, and waiting for them. */
export function tfjsStrategy(
  name: string,
  create: (workload: Workload) => TfjsNetwork,
): Strategy<Result> {
  let network: TfjsNetwork;
  let measurement: Measurement;
  const loss = (h: tf.Tensor) => tf.mean(tf.square(h)) as tf.Scalar;
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
    async synchronise({ output, gradients }) {
      // On a GPU a queue ends with what was put in last; elsewhere everything is there already.
      await Promise.all([output, ...Object.values(gradients).slice(-1)].map((t) => t.data()));
    },
    async outcome({ output, gradients }): Promise<Outcome> {
      if (measurement !== "train") return { loss: await read(tf.tidy(() => loss(output))) };
      const squares = Object.values(gradients).map((gradient) =>
        read(tf.tidy(() => tf.sum(tf.square(gradient)) as tf.Scalar))
      );
      const sum = (await Promise.all(squares)).reduce((a, b) => a + b);
      return { loss: (await output.data())[0], gradientNorm: Math.sqrt(sum) };
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

async function read(scalar: tf.Scalar): Promise<number> {
  const [value] = await scalar.data();
  scalar.dispose();
  return value;
}
