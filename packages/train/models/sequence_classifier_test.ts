import { createModelStatistics, recordStatistics } from "@bnlstm/core";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { tinyConfig, tinySets } from "../fixtures/tiny_task.ts";
import { restoreModel } from "../checkpoint/restore_model.ts";
import { SequenceClassifier } from "./sequence_classifier.ts";

const { train, valid } = tinySets();
const batch = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));

async function logits(
  classifier: SequenceClassifier,
  noiseSeed?: number,
): Promise<number[]> {
  const output = classifier.classify(batch, { mode: "train", noiseSeed });
  return [...await output.logits.data()];
}

describe("SequenceClassifier", () => {
  it("creates the same parameters for the same seed, others for others", async () => {
    const [a, b, c] = [1, 1, 2].map((seed) =>
      SequenceClassifier.create(tinyConfig({ training: { seed } }), train)
    );
    assert.deepEqual(await readArrays(a.parameters), await readArrays(b.parameters));
    assert.notDeepEqual(await logits(a), await logits(c));
  });

  it("has gains and shifts only where it normalizes", () => {
    const names = (normalization: "batch" | "none") =>
      Object.keys(
        SequenceClassifier.create(tinyConfig({ model: { normalization } }), train).parameters,
      );
    const plain = ["layer0.wx", "layer0.wh", "layer0.bias", "head.weight", "head.bias"];
    assert.deepEqual(names("none").toSorted(), plain.toSorted());
    const gains = ["layer0.gammaX", "layer0.gammaH", "layer0.gammaC", "layer0.betaC"];
    assert.deepEqual(names("batch").toSorted(), [...plain, ...gains].toSorted());
  });

  it("reads from the end too if asked to", () => {
    const both = SequenceClassifier.create(tinyConfig({ model: { directions: 2 } }), train);
    const { batchStatistics } = both.classify(batch, { mode: "train" });
    assert.deepEqual(Object.keys(batchStatistics!), ["layer0", "layer0.reverse"]);
    assert.deepEqual(both.parameters["head.weight"].shape, [8, 3]);
    assert.equal(
      Object.keys(both.parameters).filter((name) => name.startsWith("layer0.reverse.")).length,
      7,
    );
  });

  it("shares the statistics of the input over time if asked to", () => {
    const config = tinyConfig({ model: { inputStatistics: "sequence" } });
    const { batchStatistics } = SequenceClassifier.create(config, train)
      .classify(batch, { mode: "train" });
    const { input, hidden } = batchStatistics!.layer0.sites;
    assert.deepEqual([input?.shape, hidden?.shape], [[2, 1, 16], [2, 6, 16]]);
  });

  it("adds noise to the initial state for a seed, the same for the same one", async () => {
    const classifier = SequenceClassifier.create(tinyConfig({ model: { layers: 2 } }), train);
    const [none, first, again, second] = [
      await logits(classifier),
      await logits(classifier, 1),
      await logits(classifier, 1),
      await logits(classifier, 2),
    ];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, none);
    assert.notDeepEqual(first, second);
    const quiet = SequenceClassifier.create(tinyConfig({ model: { initialStateNoise: 0 } }), train);
    assert.deepEqual(await logits(quiet, 1), await logits(quiet));
  });

  it("predicts a row whatever the other rows are", async () => {
    const config = tinyConfig();
    const classifier = SequenceClassifier.create(config, train);
    const { batchStatistics } = classifier.classify(batch, { mode: "train" });
    const statistics = await recordStatistics(
      createModelStatistics(classifier.lstm, { timeSteps: 6, estimator: "pooled" }),
      batchStatistics!,
    );
    const predict = async (...indices: number[]) => {
      const rows = valid.batch(Int32Array.from(indices));
      const output = classifier.classify(rows, { mode: "eval", statistics });
      return (await output.logits.array())[0];
    };
    assert.deepEqual(await predict(3), await predict(3, 4, 5, 6));
  });

  it("restores saved parameters, and refuses those of another model", async () => {
    const config = tinyConfig({ model: { recurrentInitializer: "orthogonal" } });
    const classifier = SequenceClassifier.create(config, train);
    const data = { inputSize: 2, timeSteps: 6, classes: 3 };
    const parameters = await readArrays(classifier.parameters);
    const restored = restoreModel({ config, data, parameters });
    assert.deepEqual(await readArrays(restored.parameters), parameters);

    const { numTensors } = memory();
    assert.throws(
      () => restoreModel({ config, data: { ...data, classes: 4 }, parameters }),
      new TypeError(
        "Cannot restore the model: parameter head.weight must have the shape [4,4], got [4,3]",
      ),
    );
    assert.throws(
      () =>
        restoreModel({
          config: tinyConfig({ model: { normalization: "none" } }),
          data,
          parameters,
        }),
      new TypeError(`Cannot restore the model: unknown parameter "layer0.gammaX"`),
    );
    assert.equal(memory().numTensors, numTensors, "what is refused leaves no model");
  });

  it("refuses labels that are no classes, which would be those of other rows", () => {
    const classifier = SequenceClassifier.create(tinyConfig(), train);
    for (const label of [-2, 3]) {
      const wrong = { ...batch, labels: batch.labels.with(1, label) };
      assert.throws(() => classifier.score(wrong, { mode: "train" }), {
        name: "RangeError",
        message:
          `Cannot score the batch: batch.labels must be a whole number from -1 to 2, got ${label}`,
      });
    }
    classifier.dispose();
  });

  it("frees its parameters", () => {
    const before = memory().numTensors;
    SequenceClassifier.create(tinyConfig(), train).dispose();
    assert.equal(memory().numTensors, before);
  });
});
