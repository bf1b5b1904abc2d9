import "@bnlstm/core/gradients";
import { recordStatistics } from "@bnlstm/core";
import { contiguousBatches, oneHot, type PredictionBatch } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend, tensor1d, tensor3d } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { batchGradients } from "../loop/_batch_gradients.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { CharacterModel } from "./character_model.ts";
import { evaluate } from "../loop/evaluate.ts";
import { estimatePopulation } from "../loop/estimate_population.ts";
import { TINY_CORPUS, tinyText, tinyTextConfig } from "../fixtures/tiny_text.ts";

await setBackend("cpu");
const SINGLE = { absolute: 1e-5, relative: 1e-5 };
const data = tinyText();
const symbols = data.shape.inputSize;

/**
 * Four rows of four steps at most, of which two are short and one is followed by an unseen symbol.
 *
 * @param padding Steps of padding after the longest row.
 */
function raggedBatch(padding = 0): PredictionBatch {
  const none = new Array(4 * padding).fill(-1);
  const lengths = Int32Array.of(4, 2, 4, 3);
  const ids = Int32Array.from([1, 2, 3, 4, 5, 6, 0, 1, 2, -1, 5, 6, 3, -1, 4, -1, ...none]);
  const targets = Int32Array.from([5, 6, 0, 1, 2, 3, 5, -1, 3, -1, 4, 2, 6, -1, 1, -1, ...none]);
  return {
    inputs: oneHot(ids, symbols),
    targets,
    lengths,
    timeSteps: 4 + padding,
    batchSize: 4,
    inputSize: symbols,
  };
}

/** A model whose parameters are not what they start as, so that all of them matter. */
async function movedModel(): Promise<CharacterModel> {
  // A large ε: where only two rows are left, the loss would bend too sharply for differences.
  const config = tinyTextConfig({ model: { layers: 2, epsilon: 3e-3 } });
  const model = CharacterModel.create(config, data.shape);
  for (const [name, parameter] of Object.entries(model.parameters)) {
    const values = await parameter.data();
    const moved = values.map((value, i) => value + 0.3 * Math.sin(i + name.length));
    parameter.assign(tensor1d(moved).reshape(parameter.shape));
  }
  return model;
}

async function loss(model: CharacterModel, batch: PredictionBatch): Promise<number> {
  const score = model.score(batch, { mode: "train" });
  return (await score.loss.data())[0];
}

describe("CharacterModel", () => {
  it("is scored at every step, by what a softmax on h of that step gives", async () => {
    const model = await movedModel();
    const batch = raggedBatch();
    const { inputs, targets, lengths, timeSteps, batchSize } = batch;
    const { hs } = model.lstm.apply(tensor3d(inputs, [timeSteps, batchSize, symbols]), {
      mode: "train",
      lengths,
    });
    const h = await hs!.array();
    const weight = await model.parameters["head.weight"].array() as number[][];
    const bias = await model.parameters["head.bias"].array() as number[];
    let [expected, right, predictions] = [0, 0, 0];
    targets.forEach((target, at) => {
      if (target < 0) return;
      const row = h[Math.floor(at / batchSize)][at % batchSize];
      const logits = bias.map((b, k) => row.reduce((sum, x, j) => sum + x * weight[j][k], b));
      expected += Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[target];
      right += Number(logits.every((logit) => logit <= logits[target]));
      predictions++;
    });
    const score = model.score(batch, { mode: "train" });
    assert.equal(predictions, 12);
    assert.equal(score.predictions, predictions);
    assertClose(await score.loss.data(), [expected], SINGLE);
    assert.deepEqual([...await score.correct.data()], [right]);
  });

  it("has the gradient that its loss has", async () => {
    const model = await movedModel();
    const batch = raggedBatch();
    const { gradients } = batchGradients(model, batch, {});
    for (const [name, parameter] of Object.entries(model.parameters)) {
      const start = parameter.clone();
      const direction = tensor1d(
        Float32Array.from({ length: start.size }, (_, i) => Math.cos(7 * i)),
      )
        .reshape(start.shape);
      const step = 0.005;
      const at = async (by: number) => {
        parameter.assign(start.add(direction.mul(by)));
        return await loss(model, batch) / 12;
      };
      const slope = (8 * (await at(step) - await at(-step)) - await at(2 * step) +
        await at(-2 * step)) / (12 * step);
      parameter.assign(start);
      const [expected] = await gradients[name].mul(direction).sum().data();
      assertClose([slope], [expected], { absolute: 5e-5, relative: 2e-3 });
      assert.ok(Math.abs(expected) > 1e-3, `${name} matters, got ${expected}`);
    }
  });

  it("does not depend on padding and what it holds, to the bit", async () => {
    const model = await movedModel();
    const clean = await loss(model, raggedBatch());
    const garbage = raggedBatch(2);
    assert.equal(await loss(model, garbage), clean);
    for (const place of [9, 13, 15, 16, 19, 23]) {
      garbage.inputs.fill(7, place * symbols, (place + 1) * symbols);
    }
    assert.equal(await loss(model, garbage), clean);
  });

  it("leaves out what cannot be predicted, and nothing else", async () => {
    const model = await movedModel();
    const whole = raggedBatch();
    whole.targets[7] = 2;
    const alone = raggedBatch();
    alone.targets.fill(-1);
    alone.targets[7] = 2;
    const [all, one, rest] = [
      await loss(model, whole),
      await loss(model, alone),
      await loss(model, raggedBatch()),
    ];
    assertClose([one + rest], [all], SINGLE);
    assert.ok(one > 0.1);
  });

  it("reads a text in parts as it reads it whole, beyond T_max too", async () => {
    const config = tinyTextConfig();
    const model = CharacterModel.create(config, data.shape);
    const statistics = await estimatePopulation(model, data, config);
    const { test } = TINY_CORPUS;
    const inParts = (streams: number, timeSteps: number) =>
      evaluate(model, {
        contiguous: true,
        batches: 1,
        [Symbol.iterator]: () => contiguousBatches(test, { symbols, streams, timeSteps }),
      }, statistics);
    await inParts(1, 1000);
    const before = memory().numTensors;
    for (const streams of [1, 3]) {
      const whole = await inParts(streams, 1000);
      // The symbol before and the one after `x` is known; `x` itself cannot be predicted.
      assert.equal(whole.predictions, test.length - 2);
      for (const timeSteps of [1, 4, 6, 17]) {
        const parts = await inParts(streams, timeSteps);
        assertClose([parts.loss], [whole.loss], SINGLE);
        assert.equal(parts.accuracy, whole.accuracy);
      }
    }
    assert.equal(memory().numTensors, before);
    const own = await evaluate(model, data.text!.contiguous("test", 1), statistics);
    assert.deepEqual(own, await inParts(1, 10_000));
  });

  it("normalizes by the time step of the state it is given", async () => {
    const config = tinyTextConfig();
    const model = CharacterModel.create(config, data.shape);
    const statistics = await estimatePopulation(model, data, config);
    const batch = [...contiguousBatches(TINY_CORPUS.valid, { symbols, timeSteps: 4 })][0];
    const { state } = model.predict(batch, { mode: "eval", statistics });
    assert.equal(state.time, 4);
    const at = async (
      time: number,
    ) => [
      ...await model.predict(batch, { mode: "eval", statistics, state: { ...state, time } })
        .logits.data(),
    ];
    assert.notDeepEqual(await at(0), await at(4));
    assert.deepEqual(await at(5), await at(500));
    assert.throws(
      () => model.predict(batch, { mode: "train", state }),
      /^RangeError: Cannot apply the BatchNormLSTM: training starts at step 0/,
    );
  });

  it("predicts the same one step at a time", async () => {
    const config = tinyTextConfig({ model: { layers: 2 } });
    const model = CharacterModel.create(config, data.shape);
    const statistics = await estimatePopulation(model, data, config);
    const ids = Int32Array.of(0, 3, 1, 4, 2, 6, 5, 0, 1);
    const whole = model.predict(
      { inputs: oneHot(ids, symbols), timeSteps: 9, batchSize: 1, inputSize: symbols },
      { mode: "eval", statistics },
    );
    let state;
    const stepwise: number[] = [];
    for (const id of ids) {
      const result = model.step(Int32Array.of(id), statistics, state);
      stepwise.push(...await result.logits.data());
      state = result.state;
    }
    assertClose(stepwise, await whole.logits.data(), SINGLE);
  });

  it("starts with the same parameters for the same seed, and frees them", async () => {
    const config = tinyTextConfig();
    const before = memory().numTensors;
    const [a, b] = [1, 2].map(() => CharacterModel.create(config, data.shape));
    assert.deepEqual(await readArrays(a.parameters), await readArrays(b.parameters));
    for (const model of [a, b]) model.dispose();
    assert.equal(memory().numTensors, before);
  });

  it("holds no tensors after a batch", async () => {
    const model = await movedModel();
    const before = memory().numTensors;
    for (let i = 0; i < 5; i++) {
      const { scores, norm, gradients, batchStatistics } = batchGradients(model, raggedBatch(), {});
      const recorded = recordStatistics(
        model.createStatistics({ estimator: "pooled" }),
        batchStatistics,
      );
      for (const tensor of [scores, norm, ...Object.values(gradients)]) tensor.dispose();
      for (const { sites } of Object.values(batchStatistics)) {
        for (const tensor of Object.values(sites)) tensor.dispose();
      }
      await recorded;
    }
    assert.equal(memory().numTensors, before);
  });
});
