import "@bnlstm/backend-cpu";
import { assertClose, beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { lstm } from "./mod.ts";

const CLOSE = { absolute: 1e-7, relative: 2e-6 };

type Args = Parameters<typeof lstm>[0];

/** A layer of ours and tfjs's own, of the same weights. */
function twins(args: Args, inputSize: number): [tf.layers.Layer, tf.layers.Layer] {
  const ours = lstm(args);
  const theirs = tf.layers.lstm({ ...args, recurrentActivation: "sigmoid" });
  const shape = args.batchInputShape ?? [null, null, inputSize];
  for (const layer of [ours, theirs]) layer.apply(tf.input({ batchShape: shape }));
  const weights = ours.getWeights().map((weight, i) =>
    tf.randomNormal(weight.shape, 0, 0.6, "float32", i + 1)
  );
  ours.setWeights(weights);
  theirs.setWeights(weights);
  return [ours, theirs as unknown as tf.layers.Layer];
}

interface Call {
  x: tf.Tensor3D;
  mask?: tf.Tensor;
  initialState?: tf.Tensor[];
}

/** Outputs and the gradients of a loss over all of them. */
function observe(layer: tf.layers.Layer, call: Call): Record<string, tf.Tensor> {
  const { x, mask, initialState = [] } = call;
  const outputs = (x: tf.Tensor, state: tf.Tensor[]) =>
    [layer.call(x, { mask, initialState: state.length > 0 ? state : undefined, training: true })]
      .flat();
  const observed: Record<string, tf.Tensor> = {};
  outputs(x, initialState).forEach((output, i) => observed[`output ${i}`] = output);
  const loss = (x: tf.Tensor, ...state: tf.Tensor[]) =>
    tf.addN(
      outputs(x, state).map((output, i) =>
        tf.sum(tf.mul(output, tf.randomNormal(output.shape, 0, 1, "float32", i + 50)))
      ),
    );
  tf.grads(loss as () => tf.Scalar)([x, ...initialState]).forEach((grad, i) =>
    observed[`gradient of input ${i}`] = grad
  );
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { grads } = tf.variableGrads(() => loss(x, ...initialState) as tf.Scalar, variables);
  variables.forEach((variable, i) => observed[`gradient of weight ${i}`] = grads[variable.name]);
  return observed;
}

async function assertSame(args: Args, call: Call): Promise<void> {
  const [ours, theirs] = twins(args, call.x.shape[2]);
  const [got, expected] = [observe(ours, call), observe(theirs, call)];
  assert.deepEqual(Object.keys(got), Object.keys(expected));
  for (const [name, tensor] of Object.entries(expected)) {
    assert.deepEqual(got[name].shape, tensor.shape, name);
    assertClose(await got[name].data(), await tensor.data(), CLOSE, name);
  }
}

const random = (shape: number[], seed = 7) => tf.randomNormal(shape, 0, 1, "float32", seed);
const sequences = random([4, 6, 3]) as tf.Tensor3D;
const state = () => [random([4, 5], 8), random([4, 5], 9)];
const mask = tf.tensor2d(
  [
    [1, 1, 1, 0, 0, 0],
    [0, 0, 1, 1, 1, 1],
    [0, 1, 0, 1, 1, 0],
    [0, 0, 0, 0, 0, 0],
  ],
  [4, 6],
  "bool",
);

tf.enableProdMode();

describe("lstm", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  for (const returnSequences of [false, true]) {
    for (const goBackwards of [false, true]) {
      for (const masked of [false, true]) {
        for (const initial of [false, true]) {
          const name = Object.entries({ returnSequences, goBackwards, masked, initial })
            .filter(([, on]) => on).map(([name]) => name).join(", ");
          it(`computes what tf.layers.lstm computes: ${name || "plain"}`, () =>
            assertSame(
              { units: 5, returnSequences, goBackwards, returnState: true },
              {
                x: sequences,
                mask: masked ? mask : undefined,
                initialState: initial ? state() : [],
              },
            ));
        }
      }
    }
  }
});
