import "@bnlstm/backend-cpu";
import { type ApplyResult, BatchNormLSTM } from "@bnlstm/core";
import { describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { takePadding } from "./take_padding.ts";

await tf.setBackend("cpu");

const options = { inputSize: 2, hiddenSize: 3, seed: 1 };
const x: tf.Tensor3D = tf.randomNormal([4, 3, 2], 0, 1, "float32", 1);
const lengths = [2, 4, 1];

async function inputStatistics({ batchStatistics }: ApplyResult): Promise<number[]> {
  return [...await batchStatistics!["layer0"].sites.input!.data()];
}

describe("takePadding()", () => {
  it("lets padding into the statistics, and ends rows where they end", async () => {
    const lstm = BatchNormLSTM.create(options);
    const whole = lstm.apply(x, { mode: "train" });
    const masked = lstm.apply(x, { mode: "train", lengths });
    takePadding(lstm);
    const padded = lstm.apply(x, { mode: "train", lengths, returnSequences: false });
    assert.deepEqual(await inputStatistics(padded), await inputStatistics(whole));
    assert.notDeepEqual(await inputStatistics(padded), await inputStatistics(masked));
    const hs = await whole.hs!.array();
    assert.deepEqual(await padded.h.array(), lengths.map((length, b) => hs[length - 1][b]));
  });

  it("holds no tensors back", () => {
    const lstm = BatchNormLSTM.create(options);
    takePadding(lstm);
    const before = tf.memory().numTensors;
    tf.tidy(() => void lstm.apply(x, { mode: "train", lengths }));
    assert.equal(tf.memory().numTensors, before);
  });

  it("refuses to read both ways", () => {
    const lstm = BatchNormLSTM.create({ ...options, bidirectional: true });
    assert.throws(() => takePadding(lstm), {
      message: "Cannot take padding for input: the LSTM must read from the start only",
    });
  });
});
