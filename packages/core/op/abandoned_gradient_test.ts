import "@bnlstm/core/gradients";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { freeAbandonedGradient } from "./abandoned_gradient.ts";
import { BatchNormLSTM } from "../model/batch_norm_lstm.ts";

await tf.setBackend("cpu");

const lstm = BatchNormLSTM.create({ inputSize: 2, hiddenSize: 3 });
const x = tf.ones<tf.Rank.R3>([4, 5, 2]);

/** A gradient whose function throws after the model has run. */
function abandon(): void {
  const loss = () => {
    tf.sum(lstm.apply(x, { mode: "train" }).h);
    throw new Error("a loss that throws");
  };
  assert.throws(() => tf.variableGrads(loss), /a loss that throws/);
}

/** A gradient that is completed; runs `between` on the way. */
function complete(between = () => {}): Float32Array {
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(() => {
      const { h } = lstm.apply(x, { mode: "train" });
      between();
      return tf.sum(tf.square(h));
    });
    return grads[lstm.parameters["layer0.wh"].name].dataSync<"float32">().slice();
  });
}

describe("freeAbandonedGradient()", () => {
  it("gives back what a gradient saved whose function threw", () => {
    const { numTensors, numBytes } = tf.memory();
    abandon();
    assert.ok(tf.memory().numTensors > numTensors, "otherwise tfjs has learned to do it");
    freeAbandonedGradient();
    assert.deepEqual([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
  });

  it("happens on its own once the caller goes on, and at the next call", async () => {
    const { numTensors } = tf.memory();
    abandon();
    await Promise.resolve();
    assert.equal(tf.memory().numTensors, numTensors);
    abandon();
    complete();
    assert.equal(tf.memory().numTensors, numTensors);
  });

  it("takes nothing from a gradient that is under way, nor from one around an abandoned one", () => {
    const expected = complete();
    assert.deepEqual(complete(freeAbandonedGradient), expected);
    assert.deepEqual(complete(abandon), expected);
    const { numTensors } = tf.memory();
    complete(() => tf.tidy(() => void lstm.apply(x, { mode: "train" })));
    assert.equal(tf.memory().numTensors, numTensors);
  });
});
