import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import assert from "node:assert/strict";
import { BatchNormLSTM } from "./batch_norm_lstm.ts";
import { createModelStatistics, recordStatistics } from "./model_statistics.ts";
import type { BatchNormLSTMOptions, ModelState } from "./model_types.ts";

await tf.setBackend("cpu");

const T = 6;
const B = 5;
const small: BatchNormLSTMOptions = { inputSize: 3, hiddenSize: 4, seed: 3 };

function batch(seed = 1): tf.Tensor3D {
  return tf.tensor3d(Float32Array.from(gaussian(T * B * 3, seed)), [T, B, 3]);
}

/** Statistics of one training batch. */
async function statisticsOf(model: BatchNormLSTM, timeSteps = T) {
  const empty = createModelStatistics(model, { timeSteps, estimator: "pooled" });
  const { batchStatistics } = model.apply(batch(), { mode: "train" });
  return await recordStatistics(empty, batchStatistics!);
}

describe("BatchNormLSTM.create()", () => {
  it("gives the same parameters for the same seed and others for another", async () => {
    const read = async (seed: number) =>
      await BatchNormLSTM.create({ ...small, seed }).parameters["layer0.wh"].data();
    assert.deepEqual(await read(3), await read(3));
    assert.notDeepEqual(await read(3), await read(4));
  });

  it("names a parameter for each direction of each layer, and none for a site set to none", () => {
    const model = BatchNormLSTM.create({
      ...small,
      layers: 2,
      bidirectional: true,
      sites: { input: "sequence", hidden: "timestep", cell: "none" },
    });
    const cell = ["wx", "wh", "bias", "gammaX", "gammaH"];
    const cells = ["layer0", "layer0.reverse", "layer1", "layer1.reverse"];
    assert.deepEqual(model.cellNames, cells);
    assert.deepEqual(
      Object.keys(model.parameters),
      cells.flatMap((name) => cell.map((parameter) => `${name}.${parameter}`)),
    );
    // The second layer reads both directions of the first.
    assert.deepEqual(model.parameters["layer1.wx"].shape, [8, 16]);
  });

  it("starts γ at 0.1 and the forget bias at 1", async () => {
    const model = BatchNormLSTM.create(small);
    const read = async (name: string) => [...await model.parameters[`layer0.${name}`].data()];
    assert.deepEqual(await read("gammaC"), new Array(4).fill(Math.fround(0.1)));
    assert.deepEqual(await read("bias"), [1, 1, 1, 1, ...new Array(12).fill(0)]);
  });

  it("learns h_0 and c_0 of each cell where asked, from zero on", async () => {
    const zero = BatchNormLSTM.create(small);
    const model = BatchNormLSTM.create({ ...small, initialState: "learned" });
    const added = Object.keys(model.parameters).filter((name) => !(name in zero.parameters));
    assert.deepEqual(added, ["layer0.h0", "layer0.c0"]);
    const h = async (model: BatchNormLSTM, state?: ModelState) =>
      await model.apply(batch(), { mode: "train", state }).h.data();
    assert.deepEqual(await h(model), await h(zero));

    const start = { h: tf.tensor1d([0.5, -1, 0, 2]), c: tf.tensor1d([1, 0, -0.5, 0.3]) };
    model.parameters["layer0.h0"].assign(start.h);
    model.parameters["layer0.c0"].assign(start.c);
    const rows = {
      h: tf.tile(start.h.expandDims(0), [B, 1]),
      c: tf.tile(start.c.expandDims(0), [B, 1]),
    };
    const cells = { layer0: rows as { h: tf.Tensor2D; c: tf.Tensor2D } };
    assert.deepEqual(await h(model), await h(zero, { time: 0, cells }));
    assert.notDeepEqual(await h(model), await h(zero));
  });

  it("refuses unknown options and bad sizes by name and value", () => {
    const create = (options: object) => () => BatchNormLSTM.create({ ...small, ...options });
    assert.throws(create({ momentum: 0.9 }), /TypeError: .*unknown option "momentum"/);
    assert.throws(create({ hiddenSize: 0 }), /RangeError: .*hiddenSize .* got 0/);
    assert.throws(create({ layers: 1.5 }), /RangeError: .*layers .* got 1.5/);
  });
});

describe("BatchNormLSTM.apply()", () => {
  it("continues a sequence in pieces of any size exactly as in one", async () => {
    const model = BatchNormLSTM.create({ ...small, layers: 2 });
    // Fewer statistics than steps: the last serve beyond T_max (docs/rules.md#r4).
    const statistics = await statisticsOf(model, 4);
    const x = batch(2);
    const whole = model.apply(x, { mode: "eval", statistics });
    const expected = await whole.hs!.data();

    for (const pieces of [[1, 1, 1, 1, 1, 1], [2, 3, 1], [5, 1]]) {
      let state: ModelState | undefined;
      const parts: tf.Tensor3D[] = [];
      let at = 0;
      for (const size of pieces) {
        const piece = tf.slice(x, [at, 0, 0], [size, B, 3]);
        const result = model.apply(piece, { mode: "eval", statistics, state });
        parts.push(result.hs!);
        state = result.state;
        at += size;
      }
      assert.deepEqual(await tf.concat(parts, 0).data(), expected, `pieces of ${pieces}`);
      assert.equal(state!.time, T);
    }

    let state: ModelState | undefined;
    for (let t = 0; t < T; t++) {
      const xt = tf.reshape(tf.slice(x, [t, 0, 0], [1, B, 3]), [B, 3]) as tf.Tensor2D;
      const result = model.step(xt, statistics, state);
      state = result.state;
      const row = expected.subarray(t * B * 4, (t + 1) * B * 4);
      assert.deepEqual(await result.h.data(), Float32Array.from(row));
    }
  });

  it("joins both directions, the reverse one reading each row from its end", async () => {
    const model = BatchNormLSTM.create({ ...small, bidirectional: true });
    const lengths = [6, 2, 3, 6, 4];
    const { hs, h } = model.apply(batch(), { mode: "train", lengths });
    assert.deepEqual([hs!.shape, h.shape], [[T, B, 8], [B, 8]]);
    const all = await hs!.array();
    const last = await h.array();
    lengths.forEach((length, b) => {
      assertClose(last[b].slice(0, 4), all[length - 1][b].slice(0, 4), {
        absolute: 0,
        relative: 0,
      });
      // The reverse direction ends at the first step.
      assertClose(last[b].slice(4), all[0][b].slice(4), { absolute: 0, relative: 0 });
    });
  });

  it("learns: a step along its gradient lowers the loss", async () => {
    const model = BatchNormLSTM.create({ ...small, layers: 2 });
    const x = batch();
    const loss = () => tf.sum(tf.square(model.apply(x, { mode: "train" }).h)) as tf.Scalar;
    const before = (await loss().data())[0];
    tf.train.sgd(0.01).minimize(loss, false, Object.values(model.parameters));
    assert.ok((await loss().data())[0] < before);
  });

  it("leaves behind what it returns, and statistics until the model goes", async () => {
    const start = tf.memory().numTensors;
    const model = BatchNormLSTM.create({ ...small, layers: 2, bidirectional: true });
    const parameters = tf.memory().numTensors;
    const statistics = await statisticsOf(model);
    const x = batch();
    const before = tf.memory().numTensors;
    const evaluate = () => model.apply(x, { mode: "eval", statistics, lengths: [6, 6, 5, 1, 1] });
    const cells = model.cellNames.length;
    for (const held of [0, 3 * cells]) {
      const result = evaluate();
      const returned = 2 + 2 * cells;
      assert.equal(tf.memory().numTensors, before + 3 * cells + returned, `${held} before`);
      tf.dispose([result.hs!, result.h, result.state.cells as unknown as tf.Tensor[]]);
      assert.equal(tf.memory().numTensors, before + 3 * cells);
    }
    const xt: tf.Tensor2D = tf.ones([B, 3]);
    const step = model.step(xt, statistics);
    assert.equal(tf.memory().numTensors, before + 3 * cells + 1 + 1 + 2 * cells, "a step");
    tf.dispose([xt, step.h, step.state.cells as unknown as tf.Tensor[]]);
    model.dispose();
    assert.equal(tf.memory().numTensors, before - (parameters - start));
  });

  it("refuses eval without statistics, training in mid-sequence, and a continued reverse", async () => {
    const model = BatchNormLSTM.create(small);
    assert.throws(() => model.apply(batch(), { mode: "eval" }), /needs population statistics/);
    const statistics = await statisticsOf(model);
    const { state } = model.apply(batch(), { mode: "eval", statistics });
    assert.throws(() => model.apply(batch(), { mode: "train", state }), /a state at step 6/);
    const both = BatchNormLSTM.create({ ...small, bidirectional: true });
    const known = await statisticsOf(both);
    const ended = both.apply(batch(), { mode: "eval", statistics: known });
    assert.throws(
      () => both.apply(batch(), { mode: "eval", statistics: known, state: ended.state }),
      /bidirectional model cannot be continued at step 6/,
    );
  });

  it("refuses a store whose tables have other sizes, however often it is given", async () => {
    const model = BatchNormLSTM.create(small);
    const { layer0 } = await statisticsOf(model);
    const statistics = { layer0: { ...layer0, count: layer0.count.slice(1) } };
    for (let time = 0; time < 2; time++) {
      assert.throws(() => model.apply(batch(), { mode: "eval", statistics }), {
        name: "TypeError",
        message: /^Cannot apply the BatchNormLSTM: statistics\.layer0\.count must /,
      });
    }
  });
});

describe("recordStatistics()", () => {
  it("pools batches into what one large batch would give", async () => {
    const model = BatchNormLSTM.create({
      ...small,
      sites: { input: "timestep", hidden: "none", cell: "none" },
    });
    const options = { timeSteps: T, estimator: "pooled" } as const;
    const a = model.apply(batch(1), { mode: "train" }).batchStatistics!;
    const b = model.apply(batch(2), { mode: "train" }).batchStatistics!;
    const both = tf.concat([batch(1), batch(2)], 1);
    const whole = model.apply(both, { mode: "train" }).batchStatistics!;
    const empty = createModelStatistics(model, options);
    const parts = await recordStatistics(await recordStatistics(empty, a), b);
    const once = await recordStatistics(empty, whole);
    for (const name of ["mean", "variance"] as const) {
      assertClose(parts.layer0.tables.input![name], once.layer0.tables.input![name], {
        absolute: 0,
        relative: 1e-6,
      });
    }
    assert.deepEqual(parts.layer0.count, new Float64Array(T).fill(2 * B));
  });

  it("refuses a batch that lacks a cell of the statistics, or has another", async () => {
    const model = BatchNormLSTM.create({ ...small, layers: 2 });
    const statistics = createModelStatistics(model, { timeSteps: T, estimator: "ema" });
    const batchStatistics = model.apply(batch(), { mode: "train" }).batchStatistics!;
    const { layer0 } = batchStatistics;
    for (
      const [before, given, message] of [
        [statistics, { layer0 }, "batchStatistics must have the cell layer1, got none"],
        [statistics, {}, "batchStatistics must have the cell layer0, got none"],
        [
          { layer0: statistics.layer0 },
          batchStatistics,
          "statistics must have the cell layer1, got none",
        ],
      ] as const
    ) {
      await assert.rejects(recordStatistics(before, given), {
        name: "TypeError",
        message: `Cannot record statistics: ${message}`,
      });
    }
  });
});

describe("BatchNormLSTM with timeMajor false", () => {
  it("computes the same of [batch, time, input]: outputs, statistics, streaming", async () => {
    const timeMajor = BatchNormLSTM.create({ ...small, bidirectional: true });
    const batchMajor = BatchNormLSTM.create({ ...small, bidirectional: true, timeMajor: false });
    const lengths = [3, 1, T, 2, T];
    const x = batch();
    const xb = tf.transpose(x, [1, 0, 2]);
    const expected = timeMajor.apply(x, { mode: "train", lengths });
    const actual = batchMajor.apply(xb, { mode: "train", lengths });
    assert.deepEqual(actual.hs!.shape, [B, T, 8]);
    assert.deepEqual(await tf.transpose(actual.hs!, [1, 0, 2]).data(), await expected.hs!.data());
    assert.deepEqual(await actual.h.data(), await expected.h.data());
    assert.deepEqual(
      await actual.batchStatistics!.layer0.sites.cell!.data(),
      await expected.batchStatistics!.layer0.sites.cell!.data(),
    );
    const model = BatchNormLSTM.create({ ...small, timeMajor: false });
    const statistics = await statisticsOf(BatchNormLSTM.create(small));
    const { h } = model.step(tf.ones([2, 3]), statistics);
    const whole = model.apply(tf.ones([2, 1, 3]), { mode: "eval", statistics });
    assert.deepEqual(await h.data(), await whole.h.data());
  });
});
