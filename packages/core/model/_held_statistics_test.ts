import { describe, gaussian, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import assert from "node:assert/strict";
import { BatchNormLSTM } from "./batch_norm_lstm.ts";
import { HeldStatistics } from "./_held_statistics.ts";
import { createModelStatistics, recordStatistics } from "./model_statistics.ts";
import type { ModelStatistics } from "./model_types.ts";
import { createStore } from "../stats/create_store.ts";
import { record } from "../stats/record.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";

await tf.setBackend("cpu");

/** A store whose cell has the means `values`, a step each. */
function storeOf(values: number[], before?: StatisticsStore): StatisticsStore {
  const empty = createStore({
    hiddenSize: 1,
    sites: { input: "none", hidden: "none", cell: "timestep" },
    timeSteps: 3,
    estimator: "average",
  });
  const cell = { rows: 3, features: 1, mean: values, variance: [1, 2, 3] };
  return record(before ?? empty, { active: [2, 2, 2], sites: { cell } });
}

describe("HeldStatistics", () => {
  const means = async (held: HeldStatistics, store: StatisticsStore, time: number, steps: number) =>
    [...await held.get("layer0", store, time, steps)!.cell!.data()].slice(0, -steps);

  it("makes tensors of a store once, also for fewer steps, and frees them", () => {
    const before = tf.memory().numTensors;
    const held = new HeldStatistics(1), store = storeOf([4, 5, 6]);
    const first = held.get("layer0", store, 0, 3);
    for (const steps of [3, 2, 1, 7]) {
      assert.equal(held.get("layer0", store, 0, steps), first, `${steps} steps`);
    }
    assert.equal(tf.memory().numTensors, before + 1);
    held.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it("replaces them where the store has been updated, and keeps those of other cells", () => {
    const held = new HeldStatistics(1), store = storeOf([4, 5, 6]);
    const first = held.get("layer0", store, 0, 3)!, other = held.get("layer1", store, 0, 3)!;
    const updated = held.get("layer0", storeOf([6, 7, 8], store), 0, 3)!;
    assert.deepEqual([...updated.cell!.dataSync()], [5, 6, 7, 1, 2, 3]);
    assert.deepEqual([first.cell!.isDisposed, other.cell!.isDisposed], [true, false]);
    held.dispose();
  });

  it("begins at the step asked for, the last row serving every later one", async () => {
    const held = new HeldStatistics(1), store = storeOf([4, 5, 6]);
    assert.deepEqual(await means(held, store, 1, 1), [5]);
    assert.deepEqual(await means(held, store, 1, 2), [5, 6]);
    assert.deepEqual(await means(held, store, 2, 1), [6]);
    const last = held.get("layer0", store, 2, 1);
    assert.equal(held.get("layer0", store, 3, 1), last);
    assert.equal(held.get("layer0", store, 50, 9), last);
    held.dispose();
  });

  it("holds nothing of an empty store", () => {
    const { sites } = storeOf([1, 2, 3]);
    const store = createStore({ hiddenSize: 1, sites, timeSteps: 3, estimator: "average" });
    assert.equal(new HeldStatistics(1).get("layer0", store, 0, 3), undefined);
  });
});

describe("a model in evaluation", () => {
  it("uses the statistics it is given, after every update and back again", async () => {
    const create = () => BatchNormLSTM.create({ inputSize: 2, hiddenSize: 5, seed: 2 });
    const model = create();
    const batch = (seed: number) =>
      tf.tensor3d(Float32Array.from(gaussian(4 * 3 * 2, seed)), [4, 3, 2]);
    const update = async (statistics: ModelStatistics, seed: number) =>
      await recordStatistics(
        statistics,
        model.apply(batch(seed), { mode: "train" }).batchStatistics!,
      );
    const empty = createModelStatistics(model, { timeSteps: 4, estimator: "ema" });
    const before = await update(empty, 1), after = await update(before, 2);
    const h = async (model: BatchNormLSTM, statistics: ModelStatistics) =>
      await model.apply(batch(3), { mode: "eval", statistics }).h.data();
    const [first, second] = [await h(create(), before), await h(create(), after)];
    assert.notDeepEqual(first, second);
    assert.deepEqual(await h(model, before), first);
    assert.deepEqual(await h(model, after), second);
    assert.deepEqual(await h(model, before), first);
  });
});
