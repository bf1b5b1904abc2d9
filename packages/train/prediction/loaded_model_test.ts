import "@bnlstm/core/gradients";
import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import { encodeCheckpoint } from "../checkpoint/encode_checkpoint.ts";
import { taskConfigSchemas } from "../config/run_config.ts";
import { filesInMemory, risingAndFalling } from "../fixtures/own_file.ts";
import { estimatePopulation } from "../loop/estimate_population.ts";
import { TrainingRun } from "../loop/training_run.ts";
import { evaluate } from "../loop/evaluate.ts";
import { loadTaskData } from "../tasks/load_task_data.ts";
import type { InputSequence } from "./inputs_of.ts";
import { type LoadedModel, loadModel } from "./loaded_model.ts";

await setBackend("cpu");

const config = (data: object = {}, model: object = {}) =>
  taskConfigSchemas["sequence-classification"].parse({
    data: { trainFile: "a.csv", ...data },
    model: { hiddenSize: 6, initialStateNoise: 0, ...model },
    optimizer: { name: "adam", learningRate: 0.02 },
    training: { batchSize: 16, steps: 30, evaluateEvery: 30 },
  });

async function trained(data: object = {}, model: object = {}) {
  const settings = config(data, model);
  const own = await loadTaskData(settings, filesInMemory({ "a.csv": risingAndFalling(60) }));
  const run = TrainingRun.create(settings, own);
  for await (const _ of run.train());
  const population = await estimatePopulation(run.model, own, settings);
  const checkpoint = { ...await run.checkpoint(), population };
  return { run, own, checkpoint, bytes: await encodeCheckpoint(checkpoint) };
}

describe("loadModel()", () => {
  let before: number;
  let model: LoadedModel;
  let made: Awaited<ReturnType<typeof trained>>;
  const up: InputSequence = [[10, "x"], [11, "y"], [12, "y"]];
  const down: InputSequence = [[10, "x"], [9, "y"]];
  beforeAll(async () => {
    before = memory().numTensors;
    made = await trained();
    model = await loadModel(made.bytes);
  });
  afterAll(() => {
    model.dispose();
    made.run.dispose();
    assert.equal(memory().numTensors, before);
  });

  it("knows the classes and the features", () => {
    assert.deepEqual(model.classes, ["down", "up"]);
    assert.deepEqual(model.features, ["level", "mode"]);
  });

  it("answers what was learned, whatever else is in the batch", async () => {
    const [first, second] = await model.predict([up, down]);
    assert.deepEqual([first.label, second.label], ["up", "down"]);
    assert.ok(Math.abs(first.probabilities.reduce((a, b) => a + b) - 1) < 1e-6);
    const many = await model.predict([down, ...Array(9).fill(up)], { batchSize: 4 });
    for (const { probabilities } of many.slice(1)) {
      assert.ok(Math.abs(probabilities[1] - first.probabilities[1]) < 1e-6);
    }
  });

  it("is as good as the evaluation says", async () => {
    const { own, run, checkpoint } = made;
    const { accuracy } = await evaluate(run.model, own.pass("test", 7), checkpoint.population);
    const text = risingAndFalling(60).trim().split("\n").slice(1).map((row) => row.split(","));
    const all = [...Map.groupBy(text, ([id]) => id).values()];
    const predictions = await model.predict(
      all.map((rows) => rows.map(([, , level, mode]) => [Number(level), mode])),
    );
    const right = all.filter(([row], at) => predictions[at].label === row[4]).length;
    assert.ok(right / all.length > 0.9 && accuracy > 0.9, `${right} of 60, test ${accuracy}`);
  });

  it("predicts after every step what it would of the steps so far", async () => {
    const [steps] = await model.predictSteps([up, down]);
    assert.equal(steps.length, 3);
    for (const [step, { probabilities }] of steps.entries()) {
      const [alone] = await model.predict([up.slice(0, step + 1)]);
      assert.ok(Math.abs(alone.probabilities[0] - probabilities[0]) < 1e-6);
    }
  });

  it("counts what training did not have, and takes missing values as training did", async () => {
    await model.predict([[[10, "z"], [null, null], [12, "z"]]]);
    assert.deepEqual([...model.unseen.get("mode")!], [["z", 2]]);
  });

  it("says what a sequence lacks", async () => {
    const refuses = (sequence: InputSequence, problem: string) =>
      assert.rejects(model.predict([up, sequence]), {
        name: "TypeError",
        message: `Cannot predict sequence 1: ${problem}`,
      });
    await refuses([], "it has no steps");
    await refuses("text", "it must be a list of steps, got a text");
    await refuses([[1, "x"], [1]], "step 1 must have 2 values, got 1");
    await refuses([["fast", "x"]], 'level of step 0 must be a number, got "fast"');
    await refuses([[Infinity, "x"]], "level of step 0 must be a number, got Infinity");
  });

  it("refuses batches of no size, which would never end, and what is no list or file", async () => {
    for (const batchSize of [0, -1, NaN, 1.5]) {
      await assert.rejects(model.predict([up], { batchSize }), {
        name: "RangeError",
        message: `Cannot predict: batchSize must be a whole number of 1 or more, got ${batchSize}`,
      });
    }
    await assert.rejects(
      model.predict("up" as never),
      /Cannot predict: sequences must be an array/,
    );
    await assert.rejects(model.predict([up], { batch: 1 } as never), /unknown option "batch"/);
    await assert.rejects(
      loadModel([1, 2] as never),
      /Cannot read checkpoint: bytes must be a Uint8Array, got an array/,
    );
  });

  it("cannot predict after every step with a model that reads from the end too", async () => {
    const { run, bytes } = await trained({}, { directions: 2 });
    const both = await loadModel(bytes);
    await assert.rejects(both.predictSteps([up]), {
      message: "Cannot classify after every step: the model reads from the end too",
    });
    both.dispose();
    run.dispose();
  });

  it("goes on with a run on a file, whatever the order of what was found in it", async () => {
    const text = "text,label,id\n" +
      Array.from({ length: 40 }, (_, at) => `${at % 2 ? "rise" : "fall"} ${at},c${at % 2},n${at}`)
        .join("\n");
    const settings = taskConfigSchemas["text-classification"].parse({
      data: { trainFile: "t.csv" },
      model: { hiddenSize: 4, initialStateNoise: 0 },
      training: { batchSize: 8, steps: 2, evaluateEvery: 2 },
    });
    const own = await loadTaskData(settings, filesInMemory({ "t.csv": text }));
    const run = TrainingRun.create(settings, own);
    const bytes = await encodeCheckpoint(await run.checkpoint());
    const again = await TrainingRun.restore(await decodeCheckpoint(bytes), own);
    again.dispose();
    run.dispose();
  });

  it("predicts by the steps that were folded", async () => {
    const { run, bytes } = await trained({ foldSteps: 2, classWeights: "balanced" });
    const folded = await loadModel(bytes);
    const [steps] = await folded.predictSteps([up]);
    assert.equal(steps.length, 2);
    folded.dispose();
    run.dispose();
  });
});
