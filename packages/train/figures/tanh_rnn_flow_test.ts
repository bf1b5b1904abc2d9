import "@bnlstm/core/gradients";
import "@bnlstm/backend-cpu";
import { gaussian, orthogonal, uniformSource } from "@bnlstm/core/initializers";
import { batchNorm } from "@bnlstm/core/ops";
import { assertClose, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { noisyStart } from "./_noisy_start.ts";
import { hiddenGradients } from "./hidden_gradients.ts";
import { tanhRnnGradientFlow } from "./tanh_rnn_flow.ts";

await tf.setBackend("cpu");

function batchOf(timeSteps: number, batchSize: number, inputSize: number, classes: number) {
  const size = timeSteps * batchSize * inputSize;
  const inputs = Float32Array.from(gaussian(size, uniformSource(3), 0.3));
  const labels = Int32Array.from({ length: batchSize }, (_, row) => row % classes);
  return { inputs, labels, timeSteps, batchSize, inputSize };
}

describe("tanhRnnGradientFlow()", () => {
  it("is what automatic differentiation of the same network says", () => {
    const [T, B, I, H, K] = [6, 5, 2, 4, 3];
    const [gamma, seed] = [2, 2];
    const batch = batchOf(T, B, I, K);
    const found = tanhRnnGradientFlow({ gamma, hiddenSize: H, classes: K, seed }, batch);
    const { gradients, flat } = tf.tidy(() => {
      const x = tf.tensor3d(batch.inputs, [T, B, I]);
      const wx = tf.tensor2d(orthogonal(I, H, uniformSource(seed)), [I, H]);
      const weights = gaussian(H * K, uniformSource(seed, 1), H ** -0.5);
      const head = tf.tensor2d(Float32Array.from(weights), [H, K]);
      const start = tf.tensor2d(Float32Array.from(noisyStart(B, H, seed)), [B, H]);
      const labels = tf.oneHot(tf.tensor1d(batch.labels, "int32"), K);
      let flat = 0;
      const gradients = hiddenGradients([start], T, ([h], t) => {
        const xt = tf.squeeze(tf.slice(x, [t, 0, 0], [1, B, I]), [0]);
        const sum: tf.Tensor2D = tf.add(h, tf.matMul(xt, wx));
        const gammas: tf.Tensor1D = tf.fill([H], gamma);
        const next = tf.tanh(batchNorm({ x: sum, gamma: gammas, mode: "train" }).y);
        for (const value of next.dataSync()) flat += Number(1 - value ** 2 < 0.1);
        return [next];
      }, (h) => {
        const products = tf.mul(labels, tf.logSoftmax(tf.matMul(h, head)));
        return tf.div(tf.sum(products), -B) as tf.Scalar;
      });
      return { gradients: gradients.arraySync(), flat };
    });
    const norms = gradients.map((rows) => Math.hypot(...rows.flat()));
    assert.equal(found.norms.length, T + 1);
    assertClose(found.norms, norms, { absolute: 0, relative: 1e-4 });
    assert.equal(found.saturated, flat / (T * B * H));
    assert.ok(flat > 0);
  });

  it("falls faster the larger γ is, also beyond what single precision holds", () => {
    const batch = batchOf(400, 16, 1, 4);
    const left = (gamma: number) => {
      const { norms } = tanhRnnGradientFlow({ gamma, hiddenSize: 12, classes: 4, seed: 1 }, batch);
      // The first and the last steps are another matter: there is nothing behind h_0, and the loss at h_T.
      return norms[20] / norms[399];
    };
    const [small, large] = [left(0.1), left(1)];
    assert.ok(small > 1e-2 && large < 1e-25 && large > 0, `${small} with γ = 0.1, ${large} with 1`);
  });
});
