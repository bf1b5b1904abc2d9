import { bnLstm, type BnLstmParameters } from "@bnlstm/core";
import type { SequenceShape } from "@bnlstm/core/kernels";
import "@bnlstm/core/gradients";
import { dispose, grads, ones, sum, type Tensor, type Tensor3D } from "@tensorflow/tfjs-core";

/** Number of steps, of which the fastest counts; an additional first one warms up. */
const STEPS = 5;

/**
 * Times a training step of one layer on the current backend, normalized per time step: both passes, until
 * a gradient can be read.
 *
 * @returns Time of the fastest of a few steps, in milliseconds.
 */
export async function timeTrainingStep(shape: SequenceShape): Promise<number> {
  const { timeSteps, batchSize, inputSize, hiddenSize } = shape;
  const width = 4 * hiddenSize;
  const x = ones([timeSteps, batchSize, inputSize]) as Tensor3D;
  const parameters = {
    wx: ones([inputSize, width]),
    wh: ones([hiddenSize, width]),
    bias: ones([width]),
    gammaX: ones([width]),
    gammaH: ones([width]),
    gammaC: ones([hiddenSize]),
    betaC: ones([hiddenSize]),
  };
  const names = Object.keys(parameters) as (keyof typeof parameters)[];
  const gradientsOf = grads((...tensors: Tensor[]) => {
    const { h } = bnLstm({
      x,
      parameters: Object.fromEntries(
        names.map((name, i) => [name, tensors[i]]),
      ) as unknown as BnLstmParameters,
      sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
      mode: "train",
      returnSequences: false,
    });
    return sum(h);
  });
  let fastest = Infinity;
  for (let step = 0; step <= STEPS; step++) {
    const start = performance.now();
    const gradients = gradientsOf(names.map((name) => parameters[name]));
    await gradients.at(-1)!.data();
    if (step > 0) fastest = Math.min(fastest, performance.now() - start);
    dispose(gradients);
  }
  dispose([x, parameters]);
  return fastest;
}
