import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { WindowSampler, type WindowSamplerState } from "./window_sampler.ts";

const options = fc.record({
  textLength: fc.integer({ min: 2, max: 400 }),
  windowLength: fc.integer({ min: 2, max: 30 }),
  batchSize: fc.integer({ min: 1, max: 8 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  crop: fc.boolean(),
}).filter(({ textLength, windowLength, batchSize, crop }) =>
  textLength - (crop ? windowLength - 1 : 0) >= windowLength * batchSize
);

function draw(sampler: WindowSampler, batches: number): number[][] {
  return Array.from({ length: batches }, () => [...sampler.nextBatch()]);
}

describe("WindowSampler", () => {
  it("draws windows of one cut that do not overlap, within the text, in each epoch", () => {
    fc.assert(fc.property(options, (options) => {
      const { textLength, windowLength, batchSize, crop } = options;
      const sampler = WindowSampler.create(options);
      for (let epoch = 0; epoch < 3; epoch++) {
        const starts = draw(sampler, sampler.batchesPerEpoch).flat();
        assert.equal(sampler.epoch, epoch);
        assert.equal(starts.length, sampler.batchesPerEpoch * batchSize);
        assert.equal(new Set(starts).size, starts.length);
        const offset = starts[0] % windowLength;
        assert.ok(starts.every((start) => start % windowLength === offset));
        assert.ok(starts.every((start) => start >= 0 && start + windowLength <= textLength));
        if (!crop) assert.equal(offset, 0);
      }
    }));
  });

  it("uses all windows that fit from every cut", () => {
    // 50 symbols in windows of 10: five from the beginning, four from anywhere else.
    const text = { windowLength: 10, batchSize: 1, seed: 1 };
    const count = (textLength: number, crop: boolean) =>
      WindowSampler.create({ ...text, textLength, crop }).batchesPerEpoch;
    assert.deepEqual([count(50, false), count(50, true), count(59, true)], [5, 4, 5]);
  });

  it("cuts from every place equally often over epochs", () => {
    const sampler = WindowSampler.create({
      textLength: 19,
      windowLength: 10,
      batchSize: 1,
      seed: 4,
    });
    const counts = new Array(10).fill(0);
    for (const [start] of draw(sampler, 5000)) counts[start]++;
    // Chi-squared with 9 degrees of freedom exceeds 27.9 once in a thousand.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    assert.ok(chiSquared < 27.9, `chi-squared ${chiSquared} of ${counts}`);
  });

  it("draws the same stream again from a saved position, across epochs", () => {
    fc.assert(fc.property(options, fc.nat(40), fc.nat(40), (options, before, after) => {
      const sampler = WindowSampler.create(options);
      draw(sampler, before);
      const saved = JSON.stringify(sampler.state());
      const expected = draw(sampler, after);
      const restored = WindowSampler.restore(JSON.parse(saved));
      assert.equal(JSON.stringify(restored.state()), saved);
      assert.deepEqual(draw(restored, after), expected);
      assert.equal(restored.epoch, sampler.epoch);
    }));
  });

  it("refuses texts that are too short, and unknown options", () => {
    const create = (changes: object) => () =>
      WindowSampler.create({
        textLength: 100,
        windowLength: 10,
        batchSize: 9,
        seed: 1,
        ...changes,
      });
    create({})();
    assert.throws(create({ batchSize: 10 }), {
      name: "RangeError",
      message: "Cannot sample windows: 100 symbols make 9 windows of 10, too few for batchSize 10",
    });
    assert.throws(create({ textLength: 18 }), /18 symbols hold no window of 10 wherever/);
    assert.throws(
      create({ windowLength: 1 }),
      /windowLength must be a whole number of 2 or more, got 1/,
    );
    assert.throws(create({ offset: 3 }), { name: "TypeError", message: /option "offset"/ });
  });

  it("refuses states that it cannot have saved", () => {
    const state = WindowSampler.create({
      textLength: 100,
      windowLength: 10,
      batchSize: 4,
      seed: 1,
    }).state();
    const restore = (changes: object) => () =>
      WindowSampler.restore({ ...state, ...changes } as WindowSamplerState);
    restore({})();
    assert.throws(restore({ textLength: 200 }), {
      name: "RangeError",
      message: "Cannot sample windows: its state is among 9 windows, but the text has 19",
    });
    assert.throws(restore({ crop: 1 }), {
      name: "TypeError",
      message: /state.crop must be true or false, got 1/,
    });
    assert.throws(restore({ windows: null }), { name: "TypeError" });
    assert.throws(restore({ windows: { ...state.windows, position: 3 } }), /position/);
    assert.throws(restore({ seed: 0.5 }), { name: "RangeError", message: /seed .* got 0.5/ });
    assert.throws(restore({ epoch: 1 }), { name: "TypeError", message: /option "epoch"/ });
  });
});
