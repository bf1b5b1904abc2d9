import "@bnlstm/core/gradients";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { BatchNormLSTM } from "./batch_norm_lstm.ts";
import { minimize } from "./minimize.ts";
import { createModelStatistics } from "./model_statistics.ts";

async function setting() {
  await tf.setBackend("cpu");
  const lstm = BatchNormLSTM.create({ inputSize: 2, hiddenSize: 4, minShare: 0.5 });
  const statistics = createModelStatistics(lstm, { timeSteps: 3, estimator: "ema" });
  const x = tf.randomNormal([3, 8, 2], 0, 1, "float32", 3) as tf.Tensor3D;
  const f = () => {
    const { h, batchStatistics } = lstm.apply(x, { mode: "train" });
    return { loss: tf.mean(tf.square(tf.sub(h, 0.5))) as tf.Scalar, batchStatistics };
  };
  return { lstm, statistics, f };
}

describe("minimize()", () => {
  it("updates the parameters and returns the loss before, and new statistics", async () => {
    const { statistics, f } = await setting();
    const before = (await f().loss.data())[0];
    const first = await minimize(tf.train.sgd(0.5), statistics, f);
    assert.equal(first.loss, before);
    const second = await minimize(tf.train.sgd(0.5), first.statistics, f);
    assert.ok(second.loss < first.loss, `${second.loss} after ${first.loss}`);
    assert.deepEqual([...statistics.layer0.count], [0, 0, 0]);
    assert.deepEqual([...second.statistics.layer0.count], [16, 16, 16]);
  });

  it("leaves no tensor behind", async () => {
    const { statistics, f } = await setting();
    const optimizer = tf.train.sgd(0.5);
    await minimize(optimizer, statistics, f);
    const { numTensors } = tf.memory();
    for (let step = 0; step < 5; step++) await minimize(optimizer, statistics, f);
    assert.equal(tf.memory().numTensors, numTensors);
  });

  it("refuses a loss without batch statistics, and leaves no tensors of it", async () => {
    const { statistics, f } = await setting();
    const weight = tf.variable(tf.scalar(1));
    const optimizer = tf.train.sgd(0.5);
    const { numTensors } = tf.memory();
    await assert.rejects(
      minimize(optimizer, statistics, () => ({ loss: tf.square(weight) })),
      TypeError,
    );
    assert.equal(tf.memory().numTensors, numTensors);
    weight.dispose();
    await assert.rejects(
      minimize(tf.train.sgd(0.5), statistics, () => ({ loss: f().loss })),
      new TypeError(
        'Cannot minimize the loss: batchStatistics are missing, which apply returns in mode "train"',
      ),
    );
  });
});

describe("createModelStatistics()", () => {
  it("has the model's minShare reach its statistics by itself", async () => {
    const { statistics } = await setting();
    assert.equal(statistics.layer0.minShare, 0.5);
  });
});
