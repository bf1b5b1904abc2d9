import "@bnlstm/backend-cpu";
import { beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { assertSamePredictions, randomWeights, reload, task, tfjsLstm } from "./fixtures/models.ts";
import { fuse, lstm, unfuse } from "./mod.ts";

tf.enableProdMode();

describe("fuse", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  const build = () =>
    tf.sequential({
      layers: [
        tf.layers.bidirectional({
          layer: tfjsLstm({ units: 3, returnSequences: true, name: "inner" }),
          inputShape: [6, 2],
        }),
        tf.sequential({
          layers: [
            tfjsLstm({ units: 3, returnSequences: true, inputShape: [6, 6], name: "nested" }),
          ],
        }),
        tf.layers.lstm({ units: 2, returnSequences: true, name: "hard" }),
        tfjsLstm({ units: 2, dropout: 0.2, name: "dropping" }),
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
    const slow = build();
    slow.setWeights(randomWeights(slow));
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
    const ours = tf.sequential({
      layers: [tf.layers.bidirectional({ layer: lstm({ units: 3 }), inputShape: [6, 2] })],
    });
    const plain = unfuse(ours);
    assert.ok(!JSON.stringify(plain.getConfig()).includes('"className":"FusedLSTM"'));
    await assertSamePredictions(await reload(plain), ours, task(4).x);
  });
});
