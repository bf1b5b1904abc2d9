import "@bnlstm/core/gradients";
import "@bnlstm/backend-cpu";
import { BatchNormLSTM } from "@bnlstm/core";
import { referenceBackward, referenceForward } from "@bnlstm/core/reference";
import { assertClose, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { lstmGradientFlow } from "./gradient_flow.ts";
import { hiddenGradients } from "./hidden_gradients.ts";

await tf.setBackend("cpu");
const [T, B, I, H] = [6, 5, 2, 4];
const x: tf.Tensor3D = tf.randomNormal([T, B, I], 0, 1, "float32", 3);
const direction: tf.Tensor2D = tf.randomNormal([B, H], 0, 1, "float32", 4);
const loss = (h: tf.Tensor2D) => tf.sum(tf.mul(h, direction)) as tf.Scalar;

/**
 * ‖∂loss/∂h_t‖ by the float64 reference: what it says of h_0 of the steps from t on, which start where those
 * before have come.
 */
async function expected(lstm: BatchNormLSTM): Promise<number[]> {
  const own = await readArrays(lstm.parameters);
  const parameter = (name: string) => Float64Array.from(own[`layer0.${name}`]?.values ?? []);
  const parameters = {
    wx: parameter("wx"),
    wh: parameter("wh"),
    bias: parameter("bias"),
    gammaX: parameter("gammaX"),
    gammaH: parameter("gammaH"),
    gammaC: parameter("gammaC"),
    betaC: parameter("betaC"),
  };
  const zeros = () => new Float64Array(B * H);
  const { sites, epsilon, minShare } = lstm.options;
  const all = Float64Array.from(await x.data());
  const read = (from: number, h0: Float64Array, c0: Float64Array) => {
    const input = {
      shape: { timeSteps: T - from, batchSize: B, inputSize: I, hiddenSize: H },
      x: all.slice(from * B * I),
      parameters,
      h0,
      c0,
      sites,
      epsilon,
      mode: "train" as const,
      minShare,
      reverse: false,
    };
    return { input, residuals: referenceForward(input).residuals };
  };
  const whole = read(0, zeros(), zeros()).residuals;
  const upstream = Float64Array.from(await direction.data());
  const gradients = Array.from({ length: T }, (_, t) => {
    const { input, residuals } = read(t, whole.h[t], whole.c[t]);
    const hs = new Float64Array((T - t) * B * H);
    return referenceBackward(input, residuals, { hs, h: upstream, c: zeros() }).h0;
  });
  return [...gradients, upstream].map((gradient) => Math.hypot(...gradient));
}

describe("lstmGradientFlow()", () => {
  for (const site of ["timestep", "none"] as const) {
    it(`is what the reference says, with statistics ${site}`, async () => {
      const sites = { input: site, hidden: site, cell: site };
      const lstm = BatchNormLSTM.create({
        inputSize: I,
        hiddenSize: H,
        sites,
        seed: 2,
        gamma: 0.4,
      });
      const found = await lstmGradientFlow(lstm, x, { loss });
      assert.equal(found.length, T + 1);
      assertClose(found, await expected(lstm), { absolute: 0, relative: 1e-4 });
    });
  }

  it("leaves no tensors behind", async () => {
    const lstm = BatchNormLSTM.create({ inputSize: I, hiddenSize: H });
    const before = tf.memory().numTensors;
    await lstmGradientFlow(lstm, x, { loss });
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses what has no single h_t", async () => {
    const lstm = BatchNormLSTM.create({ inputSize: I, hiddenSize: H, layers: 2 });
    await assert.rejects(async () => await lstmGradientFlow(lstm, x, { loss }), {
      name: "RangeError",
      message: /Cannot follow a gradient: the model must have one layer/,
    });
  });
});

describe("hiddenGradients()", () => {
  it("differentiates h_t alone: h_t = 2 h_{t−1} doubles a gradient with every step back", () => {
    const start = [tf.ones([1, 2]) as tf.Tensor2D];
    const gradients = hiddenGradients(
      start,
      3,
      ([h]) => [tf.mul(h, 2)],
      (h) => tf.sum(h) as tf.Scalar,
    );
    assert.deepEqual([...gradients.dataSync()], [8, 8, 4, 4, 2, 2, 1, 1]);
  });
});
