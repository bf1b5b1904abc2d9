import "@bnlstm/backend-cpu";
import { assertClose, beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { bnLSTM, fuse, lstm, unfuse } from "./mod.ts";

const CLOSE = { absolute: 1e-6, relative: 1e-5 };

type Args = Parameters<typeof lstm>[0];
type MakeLayer = (args: Args) => tf.layers.Layer;

const theirs: MakeLayer = (args) => tf.layers.lstm({ ...args, recurrentActivation: "sigmoid" });
const LAYERS: Record<string, MakeLayer> = { lstm, bnLSTM };

/** Whether each sequence's first number is above the mean of its others. */
function task(rows: number, timeSteps = 6): { x: tf.Tensor3D; y: tf.Tensor } {
  const x = tf.randomNormal([rows, timeSteps, 2], 0, 1, "float32", 3) as tf.Tensor3D;
  const first = tf.slice(x, [0, 0, 0], [-1, 1, 1]);
  const y = tf.cast(tf.greater(first, tf.mean(x, [1, 2], true)), "float32");
  return { x, y: tf.reshape(y, [rows, 1]) };
}

/** Two models that differ in their recurrent layers alone, with the same weights. */
function twins(build: (layer: MakeLayer) => tf.LayersModel): [tf.LayersModel, tf.LayersModel] {
  const [ours, tfjs] = [build(lstm), build(theirs)];
  ours.setWeights(
    ours.getWeights().map((weight, i) => tf.randomNormal(weight.shape, 0, 0.5, "float32", i + 1)),
  );
  tfjs.setWeights(ours.getWeights());
  return [ours, tfjs];
}

async function assertSamePredictions(
  ours: tf.LayersModel,
  tfjs: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
): Promise<void> {
  const [got, expected] = [ours, tfjs].map((model) => [model.predict(x)].flat());
  for (const [i, tensor] of expected.entries()) {
    assertClose(await got[i].data(), await tensor.data(), CLOSE, `output ${i}`);
  }
}

/** Trains two models alike, and compares their losses and what became of their weights. */
async function assertSameTraining(
  ours: tf.LayersModel,
  tfjs: tf.LayersModel,
  x: tf.Tensor,
  y: tf.Tensor,
): Promise<void> {
  const losses = [];
  for (const model of [ours, tfjs]) {
    model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] });
    const options = { epochs: 3, batchSize: 8, shuffle: false, verbose: 0 } as const;
    const { history } = await model.fit(x, y, options);
    losses.push([...history.loss, ...history.mae] as number[]);
  }
  assertClose(losses[0], losses[1], CLOSE, "losses");
  const expected = tfjs.getWeights();
  for (const [i, weight] of ours.getWeights().entries()) {
    assertClose(await weight.data(), await expected[i].data(), CLOSE, `weight ${i}`);
  }
}

/** Saves a model and loads it again. */
async function reload(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: tf.io.ModelArtifacts;
  await model.save(tf.io.withSaveHandler((artifacts) => {
    // Through text, as in a file.
    saved = { ...artifacts, modelTopology: JSON.parse(JSON.stringify(artifacts.modelTopology)) };
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" as const },
    });
  }));
  return await tf.loadLayersModel(tf.io.fromMemory(saved!));
}

/** The configuration of a model; what is absent in one is null in one that was loaded. */
function configOf(model: tf.LayersModel): unknown {
  return JSON.parse(
    JSON.stringify(model.getConfig(), (_, value) => value === undefined ? null : value),
  );
}

tf.enableProdMode();

describe("lstm in models", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  const models: Record<string, (layer: MakeLayer) => tf.LayersModel> = {
    "a sequential model of two": (layer) =>
      tf.sequential({
        layers: [
          layer({ units: 5, returnSequences: true, inputShape: [6, 2] }),
          layer({ units: 4, useBias: false, goBackwards: true }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    "bidirectional layers": (layer) =>
      tf.sequential({
        layers: [
          tf.layers.bidirectional({
            layer: layer({ units: 3, returnSequences: true }) as tf.RNN,
            inputShape: [6, 2],
            mergeMode: "concat",
          }),
          tf.layers.bidirectional({ layer: layer({ units: 2 }) as tf.RNN, mergeMode: "ave" }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    "masks of a masking layer": (layer) =>
      tf.sequential({
        layers: [
          tf.layers.masking({ maskValue: 0, inputShape: [6, 2] }),
          tf.layers.bidirectional({
            layer: layer({ units: 3, returnSequences: true }) as tf.RNN,
            mergeMode: "sum",
          }),
          layer({ units: 3 }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    "a functional model with states handed on": (layer) => {
      const input = tf.input({ shape: [6, 2] });
      const [, h, c] = layer({ units: 3, returnState: true })
        .apply(input) as tf.SymbolicTensor[];
      const decoder = layer({ units: 3, returnSequences: true });
      const decoded = decoder.apply(input, { initialState: [h, c] }) as tf.SymbolicTensor;
      const output = tf.layers.dense({ units: 1 })
        .apply(tf.layers.flatten().apply(decoded)) as tf.SymbolicTensor;
      return tf.model({ inputs: input, outputs: output });
    },
  };
  for (const [name, build] of Object.entries(models)) {
    it(`predicts and trains as tfjs's does: ${name}`, async () => {
      const [ours, tfjs] = twins(build);
      const { x, y } = task(24);
      // Some steps of nothing, for the masks.
      const kept = tf.cast(
        tf.greater(tf.randomUniform([24, 6, 1], 0, 1, "float32", 4), 0.3),
        "float32",
      );
      const masked = tf.mul(x, kept);
      await assertSamePredictions(ours, tfjs, masked);
      await assertSameTraining(ours, tfjs, masked, y);
    });
  }

  it("masks by an embedding", async () => {
    const [ours, tfjs] = twins((layer) =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 9, outputDim: 4, maskZero: true, inputLength: 5 }),
          layer({ units: 3 }),
          tf.layers.dense({ units: 1 }),
        ],
      })
    );
    const words = tf.tensor2d([[4, 2, 0, 0, 0], [0, 0, 1, 8, 3], [5, 5, 0, 7, 7], [0, 0, 0, 0, 0]]);
    await assertSamePredictions(ours, tfjs, words);
    await assertSameTraining(ours, tfjs, words, tf.tensor2d([[1], [0], [1], [0]]));
  });

  it("keeps the state of stateful layers until it is reset", async () => {
    const [ours, tfjs] = twins((layer) =>
      tf.sequential({
        layers: [
          layer({ units: 3, stateful: true, batchInputShape: [4, 2, 2], returnSequences: true }),
          tf.layers.bidirectional({ layer: layer({ units: 2, stateful: true }) as tf.RNN }),
        ],
      })
    );
    const windows = tf.split(task(4).x, 3, 1);
    const run = async () => {
      for (const x of windows) await assertSamePredictions(ours, tfjs, x);
    };
    await run();
    await run();
    ours.resetStates();
    tfjs.resetStates();
    await run();
  });

  it("adds the losses of regularizers", async () => {
    const build = (kernelRegularizer?: "l1l2") =>
      tf.sequential({
        layers: [
          lstm({ units: 2, inputShape: [6, 2], kernelRegularizer, kernelInitializer: "ones" }),
        ],
      });
    const { x } = task(8);
    const losses = await Promise.all([undefined, "l1l2" as const].map(async (name) => {
      const model = build(name);
      model.compile({ optimizer: tf.train.sgd(0), loss: "meanSquaredError" });
      return (await model.fit(x, tf.zeros([8, 2]), { verbose: 0 })).history.loss[0] as number;
    }));
    // 16 ones: 0.01 · (16 + 16) on top; the initial recurrent weights do not matter to h_0 = 0 … to the regularizer.
    assert.ok(losses[1] - losses[0] > 0.2, `${losses}`);
  });

  it("constrains weights after every update", async () => {
    const model = tf.sequential({
      layers: [
        lstm({
          units: 3,
          inputShape: [6, 2],
          kernelConstraint: "nonNeg",
          kernelInitializer: "ones",
        }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.5), loss: "meanSquaredError" });
    const { x, y } = task(16);
    await model.fit(x, y, { epochs: 5, verbose: 0 });
    const kernel = await model.layers[0].getWeights()[0].data();
    assert.ok(kernel.every((value) => value >= 0));
    assert.ok(kernel.some((value) => value === 0), "nothing was constrained");
  });

  for (const [name, layer] of Object.entries(LAYERS)) {
    it(`${name} learns, and is the same after save and load`, async () => {
      const model = tf.sequential({
        layers: [
          tf.layers.bidirectional({
            layer: layer({ units: 6, returnSequences: true }) as tf.RNN,
            inputShape: [6, 2],
          }),
          layer({ units: 6, recurrentInitializer: "glorotUniform" }),
          tf.layers.dense({ units: 1, activation: "sigmoid" }),
        ],
      });
      model.compile({
        optimizer: tf.train.adam(0.03),
        loss: "binaryCrossentropy",
        metrics: ["accuracy"],
      });
      const { x, y } = task(160);
      const options = { epochs: 12, batchSize: 16, validationSplit: 0.2, verbose: 0 } as const;
      const { history } = await model.fit(x, y, options);
      assert.ok(
        (history.loss.at(-1) as number) < 0.7 * (history.loss[0] as number),
        `${history.loss}`,
      );
      const loaded = await reload(model);
      assert.deepEqual(configOf(loaded), configOf(model));
      assertClose(
        await (loaded.predict(x) as tf.Tensor).data(),
        await (model.predict(x) as tf.Tensor).data(),
        { absolute: 0, relative: 0 },
      );
      const [loss] = (model.evaluate(x, y) as tf.Scalar[]).map((scalar) => scalar.dataSync()[0]);
      assert.ok(loss < 0.6, `${loss}`);
    });

    it(`${name} leaks no tensor over 1,000 steps of fit, and frees all when it goes`, async () => {
      const { x, y } = task(2000, 3);
      const before = tf.memory().numTensors;
      const model = tf.sequential({
        layers: [
          tf.layers.masking({ maskValue: 0, inputShape: [3, 2], batchInputShape: [2, 3, 2] }),
          layer({ units: 2, returnSequences: true, kernelConstraint: "maxNorm" }),
          layer({ units: 2, stateful: true }),
          tf.layers.dense({ units: 1 }),
        ],
      });
      const optimizer = tf.train.adam();
      model.compile({ optimizer, loss: "meanSquaredError" });
      const counts: number[] = [];
      await model.fit(x, y, {
        batchSize: 2,
        epochs: 1,
        shuffle: false,
        verbose: 0,
        yieldEvery: "never",
        callbacks: {
          onBatchEnd: () => {
            counts.push(tf.memory().numTensors);
          },
        },
      });
      assert.equal(counts.length, 1000);
      assert.equal(Math.max(...counts.slice(4)), Math.min(...counts.slice(4)));
      tf.dispose(model.predict(x, { batchSize: 2 }));
      model.dispose();
      optimizer.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  }

  it("is summed up", () => {
    const model = tf.sequential({
      layers: [lstm({ units: 3, inputShape: [6, 2], name: "reader" })],
    });
    const lines: string[] = [];
    model.summary(undefined, undefined, (line) => lines.push(line));
    assert.match(lines.join("\n"), /reader \(FusedLSTM\) +\[\[null,6,2\]\] +\[null,3\] +72/);
  });

  it("refuses what it does not know or cannot do", () => {
    const refused: [object, RegExp][] = [
      [{ recurrentActivation: "hardSigmoid" }, /recurrentActivation must be "sigmoid", got "hard/],
      [{ activation: "relu" }, /activation must be "tanh", got "relu"/],
      [{ recurrentDropout: 0.1 }, /recurrentDropout is not supported, got 0.1/],
      [{ activityRegularizer: "l1l2" }, /activityRegularizer is not supported/],
      [{ gamma: 0.1 }, /Cannot create a FusedLSTM layer: unknown argument gamma/],
      [{ units: 0 }, /units must be a positive whole number, got 0/],
    ];
    for (const [args, message] of refused) {
      assert.throws(() => lstm({ units: 2, ...args }), { name: "TypeError", message });
    }
  });
});

describe("fuse", () => {
  const build = () =>
    tf.sequential({
      layers: [
        tf.layers.bidirectional({
          layer: theirs({ units: 3, returnSequences: true, name: "inner" }) as tf.RNN,
          inputShape: [6, 2],
        }),
        tf.sequential({
          layers: [theirs({ units: 3, returnSequences: true, inputShape: [6, 6], name: "nested" })],
        }),
        tf.layers.lstm({ units: 2, returnSequences: true, name: "hard" }),
        theirs({ units: 2, dropout: 0.2, name: "dropping" }),
        tf.layers.dense({ units: 1 }),
      ],
    });

  it("replaces what it can, and says what it left and why", async () => {
    const slow = build();
    slow.compile({ optimizer: "adam", loss: "meanSquaredError", metrics: ["mae"] });
    const { x, y } = task(16);
    const { model, replaced, left } = fuse(slow);
    assert.deepEqual(replaced, ["inner", "nested"]);
    assert.deepEqual(left.map(({ name }) => name), ["hard", "dropping"]);
    assert.match(left[0].reason, /recurrentActivation must be "sigmoid", got "hardSigmoid"/);
    assert.match(left[1].reason, /dropout is not supported, got 0.2/);
    await assertSamePredictions(model, slow, x);
    assert.deepEqual(model.layers.map(({ name }) => name), slow.layers.map(({ name }) => name));
    slow.dispose();
    const { history } = await model.fit(x, y, { verbose: 0 });
    assert.ok(Number.isFinite(history.mae[0]));
  });

  it("keeps the weights of layers that are not trained", async () => {
    const [, slow] = twins(() => build());
    slow.layers[0].trainable = false;
    await assertSamePredictions(fuse(slow).model, slow, task(4).x);
  });

  it("replaces the hard sigmoid where it is told to", () => {
    const { replaced, left } = fuse(build(), { replaceHardSigmoid: true });
    assert.deepEqual(replaced, ["inner", "nested", "hard"]);
    assert.deepEqual(left.map(({ name }) => name), ["dropping"]);
  });

  it("returns the model itself where there is nothing to replace", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    assert.equal(fuse(model).model, model);
    assert.equal(unfuse(model), model);
  });

  it("refuses unknown options", () => {
    assert.throws(() => fuse(build(), { hard: true } as object), /unknown option hard/);
  });

  it("is undone by unfuse, for models that tfjs alone is to load", async () => {
    const [ours] = twins((layer) =>
      tf.sequential({
        layers: [
          tf.layers.bidirectional({ layer: layer({ units: 3 }) as tf.RNN, inputShape: [6, 2] }),
        ],
      })
    );
    const plain = unfuse(ours);
    assert.ok(!JSON.stringify(plain.getConfig()).includes('"className":"FusedLSTM"'));
    await assertSamePredictions(await reload(plain), ours, task(4).x);
  });
});
