import "@bnlstm/backend-cpu";
import { assertClose, beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import {
  assertSamePredictions,
  CLOSE,
  type LSTMArgs,
  randomWeights,
  reload,
  task,
  tfjsLstm,
} from "./fixtures/models.ts";
import { bnLSTM, lstm } from "./mod.ts";

type MakeLayer = (args: LSTMArgs) => tf.RNN;

const LAYERS: Record<string, MakeLayer> = { lstm, bnLSTM };

/** Two models that differ in their recurrent layers alone, with the same weights. */
function twins(build: (layer: MakeLayer) => tf.LayersModel): [tf.LayersModel, tf.LayersModel] {
  const models = [build(lstm), build(tfjsLstm)] as [tf.LayersModel, tf.LayersModel];
  for (const model of models) model.setWeights(randomWeights(model));
  return models;
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

/** Options that start some weights by Glorot's rule with a seed of their own. */
function seeded(seed: number, ...names: string[]) {
  const drawn = names.length > 0 ? names : ["kernelInitializer", "recurrentInitializer"];
  return Object.fromEntries(
    drawn.map((name, i) => [name, tf.initializers.glorotUniform({ seed: 10 * seed + i })]),
  );
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
            layer: layer({ units: 3, returnSequences: true }),
            inputShape: [6, 2],
            mergeMode: "concat",
          }),
          tf.layers.bidirectional({ layer: layer({ units: 2 }), mergeMode: "ave" }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    "masks of a masking layer": (layer) =>
      tf.sequential({
        layers: [
          tf.layers.masking({ maskValue: 0, inputShape: [6, 2] }),
          tf.layers.bidirectional({
            layer: layer({ units: 3, returnSequences: true }),
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
          tf.layers.bidirectional({ layer: layer({ units: 2, stateful: true }) }),
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
            layer: layer({ units: 4, returnSequences: true, ...seeded(1) }),
            inputShape: [6, 2],
          }),
          layer({ units: 4, ...seeded(2) }),
          tf.layers.dense({ units: 1, activation: "sigmoid", ...seeded(3, "kernelInitializer") }),
        ],
      });
      model.compile({
        optimizer: tf.train.adam(0.02),
        loss: "binaryCrossentropy",
        metrics: ["accuracy"],
      });
      const { x, y } = task(96);
      const options = {
        ...{ epochs: 10, batchSize: 8, validationSplit: 0.2 },
        ...{ shuffle: false, verbose: 0 },
      } as const;
      const { history } = await model.fit(x, y, options);
      assert.ok(
        (history.loss.at(-1) as number) < 0.85 * (history.loss[0] as number),
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
      assert.ok(loss < 0.65, `${loss}`);
    });
  }

  it("leaks no tensor over 1,000 steps of fit, and frees all when it goes", async () => {
    const { x, y } = task(2000, 3);
    const before = tf.memory().numTensors;
    const model = tf.sequential({
      layers: [
        tf.layers.masking({ maskValue: 0, inputShape: [3, 2], batchInputShape: [2, 3, 2] }),
        lstm({ units: 2, returnSequences: true, kernelConstraint: "maxNorm" }),
        bnLSTM({ units: 2, stateful: true }),
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
