import "@bnlstm/backend-cpu";
import { BatchNormLSTM } from "@bnlstm/core";
import { assertClose, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { gateSaturation } from "./gate_saturation.ts";
import { tanhPassage } from "./tanh_passage.ts";

await tf.setBackend("cpu");

describe("tanhPassage()", () => {
  it("has the mean and the quartiles of many drawn values", () => {
    const values = tf.tidy(() => {
      const x = tf.randomNormal([200_000], 0, 0.5, "float32", 5);
      return [...tf.sub(1, tf.square(tf.tanh(x))).dataSync()].sort((a, b) => a - b);
    });
    const { deviation, mean, lowerQuartile, upperQuartile } = tanhPassage(3)[1];
    assert.equal(deviation, 0.5);
    const drawn = values.reduce((sum, value) => sum + value) / values.length;
    const at = (share: number) => values[share * values.length];
    assertClose([mean, lowerQuartile, upperQuartile], [drawn, at(0.25), at(0.75)], {
      absolute: 3e-3,
      relative: 0,
    });
  });

  it("lets everything pass without any deviation", () => {
    const [{ mean, lowerQuartile, upperQuartile }] = tanhPassage(2);
    assert.deepEqual([mean, lowerQuartile, upperQuartile], [1, 1, 1]);
  });
});

describe("gateSaturation()", () => {
  it("counts what the biases push to either end", async () => {
    const lstm = BatchNormLSTM.create({ inputSize: 1, hiddenSize: 2, forgetBias: 5, gamma: 0.01 });
    // Of i, o and g one unit each is at an end.
    lstm.parameters["layer0.bias"].assign(tf.tensor1d([5, 5, -5, 0, 5, 0, 0, -5]));
    const x: tf.Tensor3D = tf.randomNormal([3, 4, 1], 0, 1, "float32", 1);
    assert.deepEqual(await gateSaturation(lstm, x), [
      { gate: "f", low: 0, high: 1 },
      { gate: "i", low: 0.5, high: 0 },
      { gate: "o", low: 0, high: 0.5 },
      { gate: "g", low: 0.5, high: 0 },
    ]);
  });
});
