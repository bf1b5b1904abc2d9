import "@bnlstm/backend-cpu";
import type { QuestionBatch } from "@bnlstm/data";
import { describe, it } from "@bnlstm/testing";
import { AttentiveReader } from "@bnlstm/train/models";
import {
  estimatePopulation,
  evaluate,
  loadTaskData,
  type RunConfig,
  type TaskData,
  type TaskModel,
} from "@bnlstm/train";
import { TASKS } from "@bnlstm/train/tasks";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { tinyQuestions, tinyReaderConfig } from "../../packages/train/fixtures/tiny_questions.ts";
import { parseArm } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { heldOut } from "./held_out.ts";
import { observed, type Tail } from "./observed.ts";

await tf.setBackend("cpu");

/** What a fresh model makes of the held-out texts, by length and in one. */
async function scores(model: TaskModel<unknown>, data: TaskData<unknown>, config: RunConfig) {
  const statistics = await estimatePopulation(model, data, config);
  const byLength = await heldOut(model, data, statistics);
  const total = [0, 0, 0];
  for (const split of ["valid", "test"] as const) {
    const { loss, accuracy, predictions } = await evaluate(
      model,
      data.pass(split, 50),
      statistics,
    );
    [predictions, predictions * loss, predictions * accuracy].forEach((x, i) => total[i] += x);
  }
  const sum = (of: (row: number[]) => number) => byLength.reduce((all, row) => all + of(row), 0);
  const found = [
    sum((row) => row[1]),
    sum((row) => row[1] * row[2]),
    sum((row) => row[1] * row[3]),
  ];
  return { byLength, total, found };
}

describe("heldOut()", () => {
  it("scores surnames and questions as an evaluation in one go does", async () => {
    const config = configuration("surname-language", parseArm("share=0.25"), 1, [
      "hiddenSize=3",
      "batchSize=500",
    ]);
    const data = await loadTaskData(config);
    const questions = await tinyQuestions() as TaskData<unknown>;
    const readerConfig = tinyReaderConfig();
    const reader = AttentiveReader.create(readerConfig, questions.shape);
    const models = [
      [TASKS["surname-language"].createModel(config, data.shape), data, config],
      [reader as TaskModel<unknown>, questions, readerConfig],
    ] as const;
    for (const [model, data, config] of models) {
      const { byLength, total, found } = await scores(model, data, config);
      assert.ok(byLength.length > 5);
      assert.equal(found[0], data.sizes.valid + data.sizes.test);
      found.forEach((value, i) => assert.ok(Math.abs(value / total[i] - 1) < 1e-5));
    }
  });
});

describe("observed()", () => {
  it("notes the longest text of each batch, and how many there are", async () => {
    const tails: Tail[] = [];
    const stream = observed(await tinyQuestions() as TaskData<unknown>, tails)
      .stream({ batchSize: 8, seed: 1 });
    const batches = [1, 2, 3].map(() => stream.next() as QuestionBatch);
    assert.equal(stream.batchSize, 8);
    const longest = batches.map(({ document: { timeSteps, lengths } }) => [
      timeSteps,
      lengths.filter((length) => length === timeSteps).length,
    ]);
    assert.deepEqual(tails, longest);
  });
});
