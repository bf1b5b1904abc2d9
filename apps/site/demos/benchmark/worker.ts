import { BatchNormLSTM } from "@bnlstm/core";
import { permuteGates } from "@bnlstm/core/gates";
import { gaussian, uniformSource } from "@bnlstm/core/initializers";
import {
  dispose,
  mean,
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
import { type Machine, prepareMachine } from "../../client/machine.ts";
import { answerPage } from "../../client/worker_calls.ts";
import type { Implementation } from "./implementations.ts";

/** B, T, I and H. */
export const SIZES = { rows: 32, steps: 50, inputs: 28, units: 64 } as const;

/** What an implementation computes: it must be the same for all. */
export interface Outcome {
  machine: Machine;
  loss: number;
  /** Norm of the gradient of all parameters. */
  gradientNorm: number;
}

/** The loss of a step, and what it is differentiated by. */
interface Step {
  loss(): Scalar;
  parameters: Variable[];
}

let step: Step;

const answers = {
  /** Gets ready, and computes one step to be checked. */
  async prepare(implementation: Implementation, assets: string): Promise<Outcome> {
    const machine = await prepareMachine(implementation.backend, implementation.threads, assets);
    if (machine.backend !== implementation.backend || machine.threads !== implementation.threads) {
      throw new Error(machine.sentence);
    }
    step = await createStep(implementation);
    const { value, grads } = gradients();
    const squares = tidy(() => Object.values(grads).map((grad) => sum(square(grad))));
    const norms = await Promise.all(squares.map(async (one) => (await one.data())[0]));
    const [loss] = await value.data();
    dispose([value, squares, grads]);
    return { machine, loss, gradientNorm: Math.sqrt(norms.reduce((a, b) => a + b)) };
  },
  /** Makes one training step without optimizer; returns its milliseconds. */
  async round(): Promise<number> {
    const started = performance.now();
    const { value, grads } = gradients();
    // A backend that computes elsewhere is done when its results can be read.
    await Promise.all([value, ...Object.values(grads)].map((tensor) => tensor.data()));
    const milliseconds = performance.now() - started;
    dispose([value, grads]);
    return milliseconds;
  },
};

/** What the worker of the benchmark answers. */
export type BenchmarkAnswers = typeof answers;

answerPage(answers);

function gradients() {
  return variableGrads(() => tidy(step.loss), step.parameters);
}

async function createStep({ kind, model: computed }: Implementation): Promise<Step> {
  const { rows, steps, inputs, units } = SIZES;
  const sites = { input: "none", hidden: "none", cell: "none" } as const;
  const model = BatchNormLSTM.create({
    inputSize: inputs,
    hiddenSize: units,
    seed: 1,
    ...computed === "plain LSTM" && { sites },
  });
  const values = gaussian(steps * rows * inputs, uniformSource(1));
  const input = tensor3d(Float32Array.from(values), [steps, rows, inputs]);
  if (kind === "layer") return await layerStep(model, input);
  return {
    parameters: Object.values(model.parameters),
    loss() {
      const options = { mode: "train", implementation: kind, returnSequences: false } as const;
      return mean(square(model.apply(input, options).h));
    },
  };
}

/** The layer of TensorFlow.js with the weights of a plain LSTM of ours. */
async function layerStep(model: BatchNormLSTM, input: Tensor3D): Promise<Step> {
  const { layers } = await import("@tensorflow/tfjs-layers");
  const { units } = SIZES;
  const layer = layers.lstm({
    units,
    recurrentActivation: "sigmoid",
    recurrentInitializer: "zeros",
    inputShape: [null, SIZES.inputs],
  });
  // Its sequences are batch-major.
  const x = tidy(() => transpose(input, [1, 0, 2]));
  // The first call makes the weights.
  tidy(() => layer.apply(x) as Tensor);
  const parameters = layer.trainableWeights.map((weight) => weight.read() as Variable);
  for (const [at, name] of ["wx", "wh", "bias"].entries()) {
    const own = model.parameters[`layer0.${name}`];
    const gates = permuteGates(await own.data<"float32">(), units, "paper", "keras");
    tidy(() => parameters[at].assign(tensor(gates, parameters[at].shape)));
  }
  return { parameters, loss: () => mean(square(layer.apply(x) as Tensor)) };
}
