import "@bnlstm/core/gradients";
import "@tensorflow/tfjs-backend-cpu";
import { describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { runConfigSchema } from "@bnlstm/train";
import { LayerNormLstm } from "./layer_norm_lstm.ts";

await tf.setBackend("cpu");
const [timeSteps, batchSize, inputSize] = [5, 6, 2];
const batch = {
  inputs: Float32Array.from({ length: timeSteps * batchSize * inputSize }, (_, i) => Math.sin(i)),
  labels: Int32Array.of(0, 1, 2, 0, 1, 2),
  ...{ timeSteps, batchSize, inputSize },
};

describe("LayerNormLstm", () => {
  it("scores a row by itself: the loss of a batch is the sum of those of its rows", () => {
    const model = new LayerNormLstm(
      runConfigSchema.parse({ model: { hiddenSize: 4 } }),
      inputSize,
      3,
    );
    const loss = (rows: number[]) => {
      const inputs = Float32Array.from(
        { length: timeSteps * rows.length * inputSize },
        (_, k) => {
          const [t, rest] = [
            Math.floor(k / (rows.length * inputSize)),
            k % (rows.length * inputSize),
          ];
          const row = rows[Math.floor(rest / inputSize)];
          return batch.inputs[(t * batchSize + row) * inputSize + rest % inputSize];
        },
      );
      const labels = Int32Array.from(rows, (row) => batch.labels[row]);
      const part = { inputs, labels, timeSteps, batchSize: rows.length, inputSize };
      return model.score(part).loss.dataSync()[0];
    };
    const alone = [0, 1, 2, 3, 4, 5].map((row) => loss([row])).reduce((a, b) => a + b);
    assert.ok(Math.abs(loss([0, 1, 2, 3, 4, 5]) - alone) < 1e-4);
  });

  it("has a finite gradient for rows that begin with black pixels", () => {
    const [timeSteps, batchSize, inputSize] = [49, 2, 1];
    const inputs = new Float32Array(timeSteps * batchSize);
    inputs.fill(0.5, 40 * batchSize);
    const labels = Int32Array.of(0, 1);
    const config = runConfigSchema.parse({ model: { hiddenSize: 4 } });
    const model = new LayerNormLstm(config, inputSize, 2);
    const { grads } = tf.variableGrads(() =>
      model.score({ inputs, labels, timeSteps, batchSize, inputSize }).loss
    );
    for (const [name, gradient] of Object.entries(grads)) {
      assert.ok(gradient.dataSync().every(Number.isFinite), name);
    }
  });

  it("has the gradient that differences of its loss have", () => {
    const config = runConfigSchema.parse({ model: { hiddenSize: 4 } });
    const model = new LayerNormLstm(config, inputSize, 3);
    // Far enough from zero that differences are small beside them.
    model.parameters.h0.assign(tf.tensor1d([0.5, -0.5, 0.2, -0.2]));
    const loss = () => model.score(batch).loss;
    const { grads } = tf.variableGrads(loss);
    for (const [name, parameter] of Object.entries(model.parameters)) {
      const gradient = grads[parameter.name].dataSync();
      const values = parameter.dataSync().slice();
      for (const k of [0, values.length - 1]) {
        const [above, below] = [2e-3, -2e-3].map((step) => {
          parameter.assign(
            tf.tensor(values.map((v, i) => i === k ? v + step : v), parameter.shape),
          );
          return loss().dataSync()[0];
        });
        parameter.assign(tf.tensor(values, parameter.shape));
        const difference = (above - below) / 4e-3;
        const allowed = 2e-3 + 1e-2 * Math.abs(gradient[k]);
        assert.ok(Math.abs(difference - gradient[k]) < allowed, `${name}: ${difference}`);
      }
    }
  });
});
