import { BatchSampler } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { derivedSeed } from "./_derived_seed.ts";
import { estimatePopulation } from "./estimate_population.ts";
import { tinyConfig, tinySets, tinyTask } from "../fixtures/tiny_task.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";

const { train } = tinySets();
const task = tinyTask();
const SINGLE = { absolute: 1e-6, relative: 1e-6 };

describe("estimatePopulation()", () => {
  it("pools the input term to the exact moments of the training set", async () => {
    const config = tinyConfig();
    const classifier = SequenceClassifier.create(config, train);
    const { layer0 } = await estimatePopulation(classifier, task, config);
    const { mean, variance } = layer0.tables.input!;

    const { inputs } = train.batch(Int32Array.from({ length: 40 }, (_, i) => i));
    const wx = await classifier.parameters["layer0.wx"].data();
    for (const [t, gate] of [[0, 0], [3, 5], [5, 15]]) {
      const terms = Array.from({ length: 40 }, (_, b) => {
        const at = (t * 40 + b) * 2;
        return inputs[at] * wx[gate] + inputs[at + 1] * wx[16 + gate];
      });
      const mu = terms.reduce((sum, x) => sum + x) / 40;
      const v = terms.reduce((sum, x) => sum + (x - mu) ** 2, 0) / 40;
      assertClose([mean[t * 16 + gate], variance[t * 16 + gate]], [mu, v], SINGLE);
    }
    assert.deepEqual([...layer0.count], [40, 40, 40, 40, 40, 40]);
  });

  it("averages the estimates of minibatches of one size, made as in training", async () => {
    const config = tinyConfig({
      statistics: { population: "average" },
      training: { batchSize: 16 },
    });
    const classifier = SequenceClassifier.create(config, train);
    const { layer0 } = await estimatePopulation(classifier, task, config);
    assert.deepEqual([...layer0.tables.hidden!.weight], [2, 2, 2, 2, 2, 2]);

    const seed = derivedSeed(config.training.seed, "population");
    const sampler = BatchSampler.create({ size: 40, batchSize: 16, seed });
    const expected = new Float64Array(2 * 6 * 16);
    for (let i = 0; i < 2; i++) {
      const batch = train.batch(sampler.nextBatch());
      const noiseSeed = derivedSeed(seed, i);
      const { batchStatistics } = classifier.classify(batch, { mode: "train", noiseSeed });
      const values = await batchStatistics!.layer0.sites.hidden!.data();
      expected.forEach((_, k) => expected[k] += values[k] / 2);
    }
    const { mean, variance } = layer0.tables.hidden!;
    assertClose([...mean, ...variance], expected, { absolute: 1e-12, relative: 1e-12 });
  });

  it("goes over as many minibatches as it is told to, the first of those of a whole pass", async () => {
    const [whole, few, more] = await Promise.all([0, 2, 99].map((populationBatches) => {
      const config = tinyConfig({ statistics: { populationBatches } });
      return estimatePopulation(SequenceClassifier.create(config, train), task, config);
    }));
    assert.deepEqual([...few.layer0.count], [16, 16, 16, 16, 16, 16]);
    assert.notDeepEqual(few, whole);
    assert.deepEqual(more, whole);
  });

  it("takes rows of different lengths", async () => {
    const config = tinyConfig();
    const classifier = SequenceClassifier.create(config, train);
    const { layer0 } = await estimatePopulation(classifier, tinyTask(true), config);
    assert.deepEqual([...layer0.count], [40, 40, 32, 24, 16, 8]);
  });

  it("reports progress, and leaves no tensors", async () => {
    const config = tinyConfig({ training: { batchSize: 16 } });
    const classifier = SequenceClassifier.create(config, train);
    const calls: number[][] = [];
    const before = memory().numTensors;
    await estimatePopulation(classifier, task, config, {
      progress: (...call) => calls.push(call),
    });
    assert.equal(memory().numTensors, before);
    assert.deepEqual(calls, [[1, 2], [2, 2]]);
  });

  it("ends when its signal is aborted", async () => {
    const config = tinyConfig();
    const classifier = SequenceClassifier.create(config, train);
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await assert.rejects(
      estimatePopulation(classifier, task, config, { signal }),
      reason,
    );
  });
});
