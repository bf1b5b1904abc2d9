import "@bnlstm/core/gradients";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { add, dispose, memory, tensor } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { batchGradients } from "./_batch_gradients.ts";
import { crossEntropy } from "../models/_classification.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { tinyConfig, tinySets } from "../fixtures/tiny_task.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";

const { train } = tinySets();
const batch = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));

describe("batchGradients()", () => {
  it("differentiates the mean loss with respect to every parameter", async () => {
    const config = tinyConfig({ model: { recurrentInitializer: "orthogonal-gates" } });
    const classifier = SequenceClassifier.create(config, train);
    const { gradients } = batchGradients(classifier, batch, { noiseSeed: 1 });
    assert.deepEqual(Object.keys(gradients), Object.keys(classifier.parameters));
    for (const [name, { shape, values }] of Object.entries(await readArrays(gradients))) {
      // Along the gradient the loss rises by the gradient's norm.
      const norm = Math.hypot(...values);
      const parameter = classifier.parameters[name];
      const before = parameter.clone();
      const lossAt = async (distance: number) => {
        const move = tensor(values.map((x) => distance * x / norm), shape);
        parameter.assign(add(before, move));
        const { logits } = classifier.classify(batch, { mode: "train", noiseSeed: 1 });
        return (await crossEntropy(logits, batch.labels).data())[0] / batch.batchSize;
      };
      const distance = 0.01;
      const slope = (await lossAt(distance) - await lossAt(-distance)) / (2 * distance);
      parameter.assign(before);
      assertClose([slope], [norm], { absolute: 1e-4, relative: 0.01 }, name);
    }
  });

  it("reports loss, accuracy and the norm of all gradients together", async () => {
    const config = tinyConfig({ model: { normalization: "none", initialStateNoise: 0 } });
    const classifier = SequenceClassifier.create(config, train);
    const { scores, gradients } = batchGradients(classifier, batch, {});
    const [loss, accuracy, norm, ...squares] = await scores.data();
    const values = Object.values(await readArrays(gradients)).map(({ values }) => [...values]);
    assertClose([norm], [Math.hypot(...values.flat())], { absolute: 0, relative: 1e-6 });
    const expected = values.map((own) => Math.hypot(...own) ** 2);
    assertClose(squares, expected, { absolute: 0, relative: 1e-6 });

    const { logits } = classifier.classify(batch, { mode: "train" });
    const rows = await logits.array();
    const correct = rows.filter((row, b) => row.indexOf(Math.max(...row)) === batch.labels[b]);
    assert.equal(accuracy, correct.length / 8);
    const losses = rows.map((row, b) =>
      Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[batch.labels[b]]
    );
    const mean = losses.reduce((sum, x) => sum + x) / 8;
    assertClose([loss], [mean], { absolute: 0, relative: 1e-6 });
  });

  it("leaves no tensors but those it returns", () => {
    const classifier = SequenceClassifier.create(tinyConfig(), train);
    const before = memory().numTensors;
    const { scores, norm, gradients, batchStatistics } = batchGradients(classifier, batch, {});
    dispose([scores, norm, Object.values(gradients)]);
    for (const { sites } of Object.values(batchStatistics)) dispose(sites);
    assert.equal(memory().numTensors, before);
  });
});
