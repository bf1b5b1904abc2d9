import { BatchNormLSTM } from "@bnlstm/core";
import { gaussian, uniformSource } from "@bnlstm/core/initializers";
import {
  dispose,
  mean,
  type Scalar,
  square,
  sum,
  type Tensor3D,
  tensor3d,
  tidy,
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

let model: BatchNormLSTM;
let input: Tensor3D;
let kind: Implementation["kind"];

const answers = {
  /** Gets ready, and computes one step to be checked. */
  async prepare(implementation: Implementation, assets: string): Promise<Outcome> {
    const machine = await prepareMachine(implementation.backend, implementation.threads, assets);
    if (machine.backend !== implementation.backend || machine.threads !== implementation.threads) {
      throw new Error(machine.sentence);
    }
    const { rows, steps, inputs, units } = SIZES;
    ({ kind } = implementation);
    model = BatchNormLSTM.create({ inputSize: inputs, hiddenSize: units, seed: 1 });
    const values = gaussian(steps * rows * inputs, uniformSource(1));
    input = tensor3d(Float32Array.from(values), [steps, rows, inputs]);
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
  return variableGrads(() =>
    tidy(() => {
      const { h } = model.apply(input, {
        mode: "train",
        implementation: kind,
        returnSequences: false,
      });
      return mean(square(h)) as Scalar;
    }), Object.values(model.parameters));
}
