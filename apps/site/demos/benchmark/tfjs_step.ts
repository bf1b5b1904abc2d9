import { BatchNormLSTM } from "@bnlstm/core";
import { permuteGates } from "@bnlstm/core/gates";
import {
  dispose,
  mean,
  type NamedTensorMap,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor,
  type Tensor3D,
  tensor3d,
  tidy,
  transpose,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { Computation } from "../../../../bench/implementations/computation.ts";
import type { ArrayName, Workload } from "../../../../bench/runner/workload.ts";
import type { Implementation } from "./implementations.ts";

/** Something that is computed again and again. */
export type Step<Result> = Required<
  Pick<Computation<Result>, "run" | "synchronize" | "outcome" | "release">
>;

/** A loss, and what it is differentiated by. */
interface Network {
  loss(): Scalar;
  parameters: Variable[];
}

/** A training step without optimizer on the current backend of TensorFlow.js. */
export async function tfjsStep(
  workload: Workload,
  { kind, model }: Implementation,
): Promise<Step<{ value: Scalar; grads: NamedTensorMap }>> {
  const { loss, parameters } = kind === "layer"
    ? await layerNetwork(workload)
    : ownNetwork(workload, model, kind === "composed" ? "composed" : "fused");
  return {
    run: () => variableGrads(() => tidy(loss), parameters),
    async synchronize({ value, grads }) {
      // A backend that computes elsewhere is done when its results can be read.
      await Promise.all([value, ...Object.values(grads)].map((tensor) => tensor.data()));
    },
    async outcome({ value, grads }) {
      const squares = tidy(() => Object.values(grads).map((grad) => sum(square(grad))));
      const norms = await Promise.all(squares.map(async (one) => (await one.data())[0]));
      dispose(squares);
      const [loss] = await value.data();
      return { loss, gradientNorm: Math.sqrt(norms.reduce((a, b) => a + b)) };
    },
    release: ({ value, grads }) => dispose([value, grads]),
  };
}

function ownNetwork(
  workload: Workload,
  computed: Implementation["model"],
  implementation: "fused" | "composed",
): Network {
  const { inputSize, hiddenSize } = workload.setting;
  const sites = { input: "none", hidden: "none", cell: "none" } as const;
  const plain = computed === "plain LSTM";
  const model = BatchNormLSTM.create({ inputSize, hiddenSize, ...plain && { sites } });
  for (const [name, parameter] of Object.entries(model.parameters)) {
    const values = workload.arrays[name.replace("layer0.", "") as ArrayName];
    tidy(() => parameter.assign(tensor(values, parameter.shape)));
  }
  const x = inputOf(workload);
  return {
    parameters: Object.values(model.parameters),
    loss() {
      const options = { mode: "train", implementation, returnSequences: false } as const;
      return mean(square(model.apply(x, options).h));
    },
  };
}

/** The layer of TensorFlow.js. */
async function layerNetwork(workload: Workload): Promise<Network> {
  const { layers } = await import("@tensorflow/tfjs-layers");
  const { inputSize, hiddenSize: units } = workload.setting;
  const layer = layers.lstm({
    units,
    recurrentActivation: "sigmoid",
    recurrentInitializer: "zeros",
    inputShape: [null, inputSize],
  });
  // Its sequences are batch-major.
  const x = tidy(() => transpose(inputOf(workload), [1, 0, 2]));
  // The first call makes the weights.
  tidy(() => layer.apply(x) as Tensor);
  const parameters = layer.trainableWeights.map((weight) => weight.read() as Variable);
  for (const [at, name] of (["wx", "wh", "bias"] as const).entries()) {
    const gates = permuteGates(workload.arrays[name], units, "paper", "keras");
    tidy(() => parameters[at].assign(tensor(gates, parameters[at].shape)));
  }
  return { parameters, loss: () => mean(square(layer.apply(x) as Tensor)) };
}

function inputOf({ setting, arrays }: Workload): Tensor3D {
  const { timeSteps, batchSize, inputSize } = setting;
  return tensor3d(arrays.x, [timeSteps, batchSize, inputSize]);
}
