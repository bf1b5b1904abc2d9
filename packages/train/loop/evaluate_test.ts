import { createModelStatistics, recordStatistics } from "@bnlstm/core";
import { sequentialBatches } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { evaluate } from "./evaluate.ts";
import { tinyConfig, tinySets, tinyTask } from "../fixtures/tiny_task.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";

const { train, valid } = tinySets();
const task = tinyTask();
const classifier = SequenceClassifier.create(tinyConfig(), train);
const everything = [...sequentialBatches(train.size, train.size)][0];
const statistics = await recordStatistics(
  createModelStatistics(classifier.lstm, { timeSteps: 6, estimator: "pooled" }),
  classifier.classify(train.batch(everything), { mode: "train" }).batchStatistics!,
);

describe("evaluate()", () => {
  it("gives the same for any batch size, to the last short batch", async () => {
    const whole = await evaluate(classifier, task.pass("valid", 20), statistics);
    assert.ok(whole.accuracy > 0 && whole.accuracy < 1, "a wrong mean could be seen");
    for (const batchSize of [1, 7, 19, 100]) {
      const pass = task.pass("valid", batchSize);
      const { loss, accuracy, predictions } = await evaluate(classifier, pass, statistics);
      assert.equal(predictions, 20);
      assert.equal(accuracy, whole.accuracy);
      assertClose([loss], [whole.loss], { absolute: 0, relative: 1e-6 });
    }
  });

  it("agrees with the logits", async () => {
    const rows = valid.batch(Int32Array.from({ length: 20 }, (_, i) => i));
    const { logits } = classifier.classify(rows, { mode: "eval", statistics });
    let loss = 0;
    let correct = 0;
    (await logits.array()).forEach((row, b) => {
      loss += Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[rows.labels[b]];
      if (row[rows.labels[b]] === Math.max(...row)) correct++;
    });
    const found = await evaluate(classifier, task.pass("valid", 6), statistics);
    assert.equal(found.accuracy, correct / 20);
    assertClose([found.loss], [loss / 20], { absolute: 0, relative: 1e-6 });
  });

  it("can take the statistics of each batch", async () => {
    let expected = 0;
    for (const batch of task.pass("valid", 8)) {
      const { logits } = classifier.classify(batch, { mode: "train" });
      (await logits.array()).forEach((row, b) => {
        expected += Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[batch.labels[b]];
      });
    }
    const held = memory().numTensors;
    const { loss } = await evaluate(classifier, task.pass("valid", 8), "batch");
    assertClose([loss], [expected / 20], { absolute: 0, relative: 1e-6 });
    assert.equal(memory().numTensors, held);
    const { loss: other } = await evaluate(classifier, task.pass("valid", 8), statistics);
    assert.notEqual(loss, other);
  });

  it("reports progress, and leaves no tensors", async () => {
    const calls: number[][] = [];
    const before = memory().numTensors;
    await evaluate(classifier, task.pass("valid", 8), statistics, {
      progress: (...call) => calls.push(call),
    });
    assert.equal(memory().numTensors, before);
    assert.deepEqual(calls, [[1, 3], [2, 3], [3, 3]]);
  });

  it("ends when its signal is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const evaluation = evaluate(classifier, task.pass("valid", 8), statistics, {
      progress: () => controller.abort(reason),
      signal: controller.signal,
    });
    await assert.rejects(evaluation, reason);
  });
});
