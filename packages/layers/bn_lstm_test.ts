import "@bnlstm/backend-cpu";
import {
  BatchNormLSTM,
  createModelStatistics,
  type ModelStatistics,
  type NormalizationSites,
  recordStatistics,
} from "@bnlstm/core";
import { permuteGates } from "@bnlstm/core/gates";
import { assertClose, beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { bnLSTM } from "./mod.ts";

const CLOSE = { absolute: 1e-7, relative: 2e-6 };
const UNITS = 4;
const INPUT = 3;
const PER_STEP: NormalizationSites = { input: "timestep", hidden: "timestep", cell: "timestep" };

/** The names of the layer's weights and those of the model's parameters. */
const PARAMETERS = {
  kernel: "wx",
  recurrent_kernel: "wh",
  bias: "bias",
  gamma_input: "gammaX",
  gamma_hidden: "gammaH",
  gamma_cell: "gammaC",
  beta_cell: "betaC",
};

/** A layer, and the model of `@bnlstm/core` with the same parameters. */
function twins(sites: NormalizationSites, minShare: number): [tf.RNN, BatchNormLSTM] {
  const layer = bnLSTM({ units: UNITS, timeSteps: 5, returnSequences: true, sites, minShare });
  layer.build([null, null, INPUT]);
  const model = BatchNormLSTM.create({ inputSize: INPUT, hiddenSize: UNITS, sites, minShare });
  for (const weight of layer.trainableWeights) {
    const name = weight.originalName as keyof typeof PARAMETERS;
    const value = tf.randomNormal(weight.shape as number[], 0.2, 0.6, "float32", name.length);
    weight.write(value);
    const gates = weight.shape.at(-1) === 4 * UNITS;
    model.parameters[`layer0.${PARAMETERS[name]}`].assign(
      gates ? paperOrder(value) : value,
    );
  }
  return [layer, model];
}

function paperOrder<T extends tf.Tensor>(tensor: T): T {
  const values = tensor.dataSync<"float32">();
  return tf.tensor(permuteGates(values, UNITS, "keras", "paper"), tensor.shape) as T;
}

const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0.5, 1, "float32", seed);

/** Rows of these numbers of steps, as a mask. */
function maskOf(lengths: number[], timeSteps: number): tf.Tensor2D {
  return tf.tensor2d(
    lengths.map((length) => Array.from({ length: timeSteps }, (_, t) => Number(t < length))),
    undefined,
    "bool",
  );
}

async function assertSame(got: tf.Tensor, expected: tf.Tensor, what: string): Promise<void> {
  assert.deepEqual(got.shape, expected.shape, what);
  assertClose(await got.data(), await expected.data(), CLOSE, what);
}

tf.enableProdMode();

describe("bnLSTM", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  const cases: [string, NormalizationSites, number[] | undefined][] = [
    ["all sites, equal lengths", PER_STEP, undefined],
    ["all sites, different lengths", PER_STEP, [7, 2, 4, 3, 1, 7]],
    ["a sequence site", { ...PER_STEP, input: "sequence" }, [7, 2, 4, 3, 1, 7]],
    ["the hidden site alone", { input: "none", hidden: "timestep", cell: "none" }, undefined],
  ];
  for (const [name, sites, lengths] of cases) {
    it(`computes and records what BatchNormLSTM does: ${name}`, async () => {
      const [layer, model] = twins(sites, 0.4);
      let statistics: ModelStatistics = createModelStatistics(model, {
        timeSteps: 5,
        estimator: "ema",
      });
      for (const seed of [1, 2, 3]) {
        const x = random([6, 7, INPUT], seed);
        const call = { mask: lengths && maskOf(lengths, 7), training: true };
        const timeMajor = tf.transpose(x, [1, 0, 2]) as tf.Tensor3D;
        const result = model.apply(timeMajor, { mode: "train", lengths });
        statistics = await recordStatistics(statistics, result.batchStatistics!);
        const [last, expected] = [layer.call(x, call) as tf.Tensor, result.hs!];
        if (!lengths) await assertSame(last, tf.transpose(expected, [1, 0, 2]), "training");

        const loss = (h: tf.Tensor) => tf.sum(tf.mul(h, random(h.shape, 9))) as tf.Scalar;
        const finalOf = (hs: tf.Tensor) => tf.gather(hs, 6, 1);
        const theirs = tf.variableGrads(() =>
          loss(model.apply(timeMajor, { mode: "train", lengths }).h)
        ).grads;
        const before = layer.nonTrainableWeights.map((weight) => weight.read().clone());
        const ours = tf.variableGrads(
          () => loss(finalOf(layer.call(x, call) as tf.Tensor)),
          layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
        ).grads;
        // The second pass over the same batch is not to be recorded.
        layer.nonTrainableWeights.forEach((weight, i) => weight.write(before[i]));
        for (const weight of layer.trainableWeights) {
          const got = ours[(weight.read() as tf.Variable).name];
          const gates = weight.shape.at(-1) === 4 * UNITS;
          const parameter = PARAMETERS[weight.originalName as keyof typeof PARAMETERS];
          const expected = theirs[model.parameters[`layer0.${parameter}`].name];
          await assertSame(gates ? paperOrder(got) : got, expected, weight.originalName);
        }
      }
      for (const timeSteps of [3, 9]) {
        const x = random([2, timeSteps, INPUT], 8);
        const timeMajor = tf.transpose(x, [1, 0, 2]) as tf.Tensor3D;
        const { hs } = model.apply(timeMajor, { mode: "eval", statistics });
        await assertSame(
          layer.call(x, {}) as tf.Tensor,
          tf.transpose(hs!, [1, 0, 2]),
          "evaluation",
        );
      }
    });
  }

  it("goes on in a stateful layer at the step where it stopped", async () => {
    const whole = bnLSTM({ units: UNITS, timeSteps: 5, returnSequences: true });
    const windows = bnLSTM({
      units: UNITS,
      timeSteps: 5,
      returnSequences: true,
      stateful: true,
      batchInputShape: [6, 3, INPUT],
    });
    whole.build([6, 9, INPUT]);
    windows.build([6, 3, INPUT]);
    whole.call(random([6, 9, INPUT], 1), { training: true });
    windows.setWeights(whole.getWeights());
    const x = random([6, 9, INPUT], 2);
    const expected = whole.call(x, {}) as tf.Tensor;
    for (const time of [1, 2]) {
      const parts = tf.split(x, 3, 1).map((part) => windows.call(part, {}) as tf.Tensor);
      await assertSame(tf.concat(parts, 1), expected, `pass ${time}`);
      windows.resetStates();
    }
  });

  it("records the steps of a stateful layer's windows one after the other", async () => {
    const layer = bnLSTM({
      units: UNITS,
      timeSteps: 5,
      stateful: true,
      batchInputShape: [6, 3, INPUT],
    });
    layer.build([6, 3, INPUT]);
    for (const seed of [1, 2, 3]) layer.call(random([6, 3, INPUT], seed), { training: true });
    const count = layer.weights.find(({ originalName }) => originalName.endsWith("moving_count"))!;
    assert.deepEqual([...await count.read().data()], [6, 6, 6, 6, 6]);
  });

  it("uses its statistics in training while it is not trainable", async () => {
    const layer = bnLSTM({ units: UNITS, timeSteps: 5 });
    layer.build([null, null, INPUT]);
    layer.call(random([6, 5, INPUT], 1), { training: true });
    layer.trainable = false;
    const x = random([6, 5, INPUT], 2);
    const before = layer.getWeights().map((weight) => weight.clone());
    await assertSame(
      layer.call(x, { training: true }) as tf.Tensor,
      layer.call(x, {}) as tf.Tensor,
      "outputs",
    );
    const after = layer.getWeights();
    for (const [i, weight] of before.entries()) await assertSame(after[i], weight, `weight ${i}`);
  });

  it("refuses a minibatch of one row in fit, and predicts it", async () => {
    const model = tf.sequential({
      layers: [bnLSTM({ units: 2, inputShape: [4, INPUT] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const x = random([5, 4, INPUT], 1);
    await assert.rejects(model.fit(x, tf.ones([5, 1]), { batchSize: 4, verbose: 0 }), {
      name: "RangeError",
      message: /batch statistics of the input site need at least 2 rows, got 1/,
    });
    assert.deepEqual((model.predict(tf.slice(x, 0, 1)) as tf.Tensor).shape, [1, 1]);
  });

  it("starts with γ at 0.1, the bias of the forget gate at 1, and statistics of 0 and 1", async () => {
    const layer = bnLSTM({ units: 1, inputShape: [2, INPUT] });
    layer.apply(tf.input({ shape: [2, INPUT] }));
    const values = Object.fromEntries(
      await Promise.all(
        layer.weights.map(async (weight) =>
          [weight.originalName.replace(/.*\//, ""), [...await weight.read().data()]] as const
        ),
      ),
    );
    assert.deepEqual(values.bias, [0, 1, 0, 0]);
    assertClose(values.gamma_hidden, [0.1, 0.1, 0.1, 0.1], CLOSE);
    assert.deepEqual(values.beta_cell, [0]);
    assert.deepEqual(values.moving_mean_cell, [0, 0]);
    assert.deepEqual(values.moving_variance_cell, [1, 1]);
  });

  it("makes an equal layer of its configuration", () => {
    const layer = bnLSTM({
      units: 2,
      sites: { input: "sequence", hidden: "timestep", cell: "none" },
      gamma: 0.3,
      decay: 0.9,
      minShare: 0.5,
      epsilon: 1e-3,
      kernelRegularizer: "l1l2",
      goBackwards: true,
    });
    layer.build([null, 6, INPUT]);
    const config = layer.getConfig();
    const Layer = layer.constructor as typeof tf.RNN;
    const copy = Layer.fromConfig(Layer, structuredClone(config)) as tf.RNN;
    assert.deepEqual(copy.getConfig(), config);
    assert.equal(config.timeSteps, 6);
  });

  it("refuses what it does not know or cannot do", () => {
    const refused: [object, typeof TypeError | typeof RangeError, RegExp][] = [
      [{ momentum: 0.9 }, TypeError, /BatchNormLSTM layer: unknown argument momentum/],
      [{ dropout: 0.5 }, TypeError, /dropout is not supported, got 0.5/],
      [{ decay: 1 }, RangeError, /decay must be from 0 up to 1, got 1/],
      [{ timeSteps: 0 }, RangeError, /timeSteps must be from 1/],
      [{ sites: { ...PER_STEP, cell: "sequence" } }, TypeError, /sites.cell must be one of/],
    ];
    for (const [args, kind, message] of refused) {
      assert.throws(() => bnLSTM({ units: 2, ...args }), (error) => {
        assert.ok(error instanceof kind);
        assert.match(error.message, message);
        return true;
      });
    }
    assert.throws(
      () => bnLSTM({ units: 2 }).apply(tf.input({ shape: [null, 3] })),
      /the input shape has no number of steps, and timeSteps is absent/,
    );
  });
});
