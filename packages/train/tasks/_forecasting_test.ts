import "@bnlstm/core/gradients";
import type { ForecastBatch } from "@bnlstm/data/sequences";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { encodeCheckpoint } from "../checkpoint/encode_checkpoint.ts";
import { taskConfigSchemas } from "../config/run_config.ts";
import { filesInMemory } from "../fixtures/own_file.ts";
import { estimatePopulation } from "../loop/estimate_population.ts";
import { evaluate } from "../loop/evaluate.ts";
import { TrainingRun } from "../loop/training_run.ts";
import { loadForecaster } from "../prediction/loaded_forecaster.ts";
import { loadTaskData } from "./load_task_data.ts";

await setBackend("cpu");

/** A year of months that grows: each is the same month of the year before and a tenth more of the first year. */
const growing = (length: number) =>
  Array.from({ length }, (_, step) => {
    const season = 100 + 30 * Math.sin(2 * Math.PI * step / 12);
    return Math.round(10 * season * (1 + Math.floor(step / 12) / 10)) / 10;
  });
const csv = (values: number[]) =>
  [
    "month,sales",
    ...values.map((value, step) => `${1950 + Math.floor(step / 12)}-${1 + step % 12},${value}`),
  ]
    .join("\n");

const config = (data: object = {}) =>
  taskConfigSchemas.forecasting.parse({
    data: { trainFile: "a.csv", ...data },
    model: { hiddenSize: 8, initialStateNoise: 0 },
    optimizer: { name: "adam", learningRate: 0.01, schedule: "cosine" },
    training: { batchSize: 16, steps: 50, evaluateEvery: 50 },
  });
const source = filesInMemory({ "a.csv": csv(growing(144)), "short.csv": "x\n1\n2\n3\n4\n5\n6\n" });

describe("the task forecasting", () => {
  it("chooses season, horizon and window by the data, and divides in time", async () => {
    const { shape, sizes, notes, baselines } = await loadTaskData(config(), source);
    const { season, horizon, window, rule } = shape.reading!.forecast!;
    assert.deepEqual([season, horizon, window, rule], [12, 12, 24, "value a season ago"]);
    assert.deepEqual(sizes, { train: 58, valid: 11, test: 18 });
    assert.ok(
      notes!.some((note) => note.startsWith("sales: the next 12 steps are forecast from 24")),
    );
    assert.ok(Math.abs(baselines!.train["value a season ago"] - 1) < 1e-9);
  });

  it("learns nothing from the parts that it is judged by", async () => {
    const values = growing(144);
    const changed = values.map((value, step) => step < 93 ? value : 1e4 + step % 7);
    const other = filesInMemory({ "a.csv": csv(changed) });
    const [one, two] = await Promise.all(
      [source, other].map((from) => loadTaskData(config(), from)),
    );
    assert.deepEqual(one.shape, two.shape);
    const [a, b] = [one, two].map((data) => {
      const { inputs, base, scale, targets } = data.stream({ batchSize: 58, seed: 1 })
        .next() as ForecastBatch;
      return { inputs, base, scale, targets };
    });
    assert.deepEqual(a, b);
  });

  it("beats the rules on a series that grows, and forecasts in its units", async () => {
    const before = memory().numTensors;
    const settings = config();
    const data = await loadTaskData(settings, source);
    const run = TrainingRun.create(settings, data);
    for await (const _ of run.train());
    const population = await estimatePopulation(run.model, data, settings);
    const { loss } = await evaluate(run.model, data.pass("test", 5), population);
    assert.ok(loss < 0.7 * data.baselines!.test["value a season ago"], `${loss}`);
    const model = await loadForecaster(
      await encodeCheckpoint({ ...await run.checkpoint(), population }),
    );
    assert.deepEqual([model.targets, model.features], [["sales"], ["sales"]]);
    const known = growing(132).map((value) => [value]);
    const [forecast] = await model.predict([known]);
    const truth = growing(144).slice(132);
    const error = truth.reduce((sum, value, at) => sum + Math.abs(value - forecast[at][0]), 0) / 12;
    assert.ok(error < 8, `${error} of ${truth}`);
    const every = await model.predictSteps(known);
    assert.equal(every.length, 132 - 24 + 1);
    for (const [at, [value]] of every.at(-1)!.entries()) {
      assert.ok(Math.abs(value - forecast[at][0]) < 1e-3);
    }
    await assert.rejects(model.predict([known.slice(0, 9)]), {
      message: "Cannot forecast series 0: it must have 24 steps or more, got 9",
    });
    model.dispose();
    run.dispose();
    assert.equal(memory().numTensors, before);
  });

  it("is judged by what is known alone", async () => {
    const values = growing(144).map((value, step) => step % 5 === 0 ? "" : value);
    const gaps = filesInMemory({ "a.csv": csv(values as number[]) });
    const settings = { ...config(), training: { ...config().training, steps: 3 } };
    const data = await loadTaskData(settings, gaps);
    const run = TrainingRun.create(settings, data);
    for await (const event of run.train()) {
      if ("loss" in event) assert.ok(Number.isFinite(event.loss), event.type);
    }
    run.dispose();
  });

  it("says what it cannot forecast", async () => {
    await assert.rejects(loadTaskData(config({ targetColumns: "month" }), source), {
      message: 'Cannot forecast "month" of a.csv: it is no column of numbers',
    });
    await assert.rejects(
      loadTaskData(config({ trainFile: "short.csv", horizon: 4 }), source),
      /^RangeError: Cannot forecast: no series leaves train a window of 2 steps and 4 after it/,
    );
  });
});
