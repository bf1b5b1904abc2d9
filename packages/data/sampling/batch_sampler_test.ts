import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { BatchSampler, type BatchSamplerState } from "./batch_sampler.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const sizes = fc.integer({ min: 1, max: 60 }).chain((batchSize) =>
  fc.record({ size: fc.integer({ min: batchSize, max: 200 }), batchSize: fc.constant(batchSize) })
);

function draw(sampler: BatchSampler, batches: number): number[][] {
  return Array.from({ length: batches }, () => [...sampler.nextBatch()]);
}

function ascending(values: number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

describe("BatchSampler", () => {
  it("draws full batches and no index twice within an epoch", () => {
    fc.assert(fc.property(sizes, seeds, ({ size, batchSize }, seed) => {
      const sampler = BatchSampler.create({ size, batchSize, seed });
      for (let epoch = 0; epoch < 3; epoch++) {
        const batches = draw(sampler, sampler.batchesPerEpoch);
        assert.equal(sampler.epoch, epoch);
        assert.ok(batches.every((batch) => batch.length === batchSize));
        const indices = batches.flat();
        assert.equal(indices.length, size - size % batchSize);
        assert.equal(new Set(indices).size, indices.length);
        assert.ok(indices.every((index) => index >= 0 && index < size));
      }
    }));
  });

  it("makes each epoch a permutation where batches fill it, a new one each time", () => {
    const sampler = BatchSampler.create({ size: 100, batchSize: 20, seed: 7 });
    const epochs = [draw(sampler, 5).flat(), draw(sampler, 5).flat()];
    for (const epoch of epochs) assert.deepEqual(ascending(epoch), [...Array(100).keys()]);
    assert.notDeepEqual(epochs[0], epochs[1]);
  });

  it("draws the same stream again from a saved position, across epochs", () => {
    const counts = fc.nat(40);
    fc.assert(fc.property(sizes, seeds, counts, counts, (dataset, seed, before, after) => {
      const sampler = BatchSampler.create({ ...dataset, seed });
      draw(sampler, before);
      const saved = JSON.stringify(sampler.state());
      const expected = draw(sampler, after);
      const restored = BatchSampler.restore(JSON.parse(saved));
      assert.equal(JSON.stringify(restored.state()), saved);
      assert.deepEqual(draw(restored, after), expected);
      assert.deepEqual(restored.state(), sampler.state());
      assert.equal(restored.epoch, sampler.epoch);
    }));
  });

  it("hands out batches and states that may be written to", () => {
    const options = { size: 12, batchSize: 4, seed: 3 };
    const sampler = BatchSampler.create(options);
    sampler.nextBatch().fill(-1);
    (sampler.state().generator as number[]).fill(0);
    const untouched = BatchSampler.create(options);
    untouched.nextBatch();
    assert.deepEqual(sampler.state(), untouched.state());
    assert.deepEqual(draw(sampler, 5), draw(untouched, 5));
  });

  it("depends on the seed, and lets each index come first equally often over seeds", () => {
    const counts = new Array(10).fill(0);
    for (let seed = 0; seed < 5000; seed++) {
      counts[BatchSampler.create({ size: 10, batchSize: 1, seed }).nextBatch()[0]]++;
    }
    // Chi-squared with 9 degrees of freedom exceeds 27.9 once in a thousand.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    assert.ok(chiSquared < 27.9, `chi-squared ${chiSquared} of ${counts}`);
  });

  it("draws batches of similar length where lengths are given, and still everything", () => {
    const lengths = Int32Array.from({ length: 2000 }, (_, index) => index * 7919 % 2000);
    const options = { size: 2000, batchSize: 20, seed: 5 };
    const spread = (sampler: BatchSampler) => {
      const batches = draw(sampler, 100);
      assert.deepEqual(ascending(batches.flat()), [...Array(2000).keys()]);
      return batches.map((batch) => {
        const own = batch.map((index) => lengths[index]);
        return Math.max(...own) - Math.min(...own);
      }).reduce((a, b) => a + b) / 100;
    };
    assert.ok(spread(BatchSampler.create(options)) > 1500);
    assert.ok(spread(BatchSampler.create({ ...options, lengths })) < 150);
    // No order is left among the batches.
    const means = draw(BatchSampler.create({ ...options, lengths }), 100)
      .map((batch) => batch.reduce((sum, index) => sum + lengths[index], 0) / 20);
    const rises = means.filter((mean, at) => at > 0 && mean > means[at - 1]).length;
    assert.ok(rises > 30 && rises < 70, `${rises} batches are longer than the one before`);
  });

  it("restores with lengths what was saved with them, and refuses a mixture", () => {
    const lengths = Int32Array.from({ length: 50 }, (_, index) => index % 7);
    const sampler = BatchSampler.create({ size: 50, batchSize: 4, seed: 5, lengths });
    draw(sampler, 30);
    const saved: BatchSamplerState = JSON.parse(JSON.stringify(sampler.state()));
    assert.deepEqual(draw(BatchSampler.restore(saved, lengths), 30), draw(sampler, 30));
    assert.throws(() => BatchSampler.restore(saved), {
      name: "TypeError",
      message: "Cannot sample batches: the sampler was saved with lengths",
    });
    const plain = BatchSampler.create({ size: 50, batchSize: 4, seed: 5 }).state();
    assert.throws(() => BatchSampler.restore(plain, lengths), /saved without lengths/);
    assert.throws(() => BatchSampler.restore(saved, lengths.subarray(1)), {
      name: "RangeError",
      message: "Cannot sample batches: lengths must have 50 elements, got 49",
    });
  });

  it("refuses options out of range or unknown", () => {
    const options = { size: 10, batchSize: 4, seed: 1 };
    const refuses = (changes: object, name: string, message: RegExp) =>
      assert.throws(() => BatchSampler.create({ ...options, ...changes }), { name, message });
    refuses({ size: 0 }, "RangeError", /size must be a whole number from 1 to 268435456, got 0/);
    refuses(
      { batchSize: 11 },
      "RangeError",
      /batchSize must be a whole number from 1 to 10, got 11/,
    );
    refuses({ batchSize: 2.5 }, "RangeError", /got 2.5/);
    refuses({ seed: -1 }, "RangeError", /seed must be a whole number from 0 to 4294967295, got -1/);
    refuses({ shuffle: false }, "TypeError", /unknown option "shuffle"/);
  });

  it("refuses states that it cannot have saved", () => {
    const state = BatchSampler.create({ size: 10, batchSize: 4, seed: 1 }).state();
    const refuses = (changes: object, name: string, message: RegExp) =>
      assert.throws(
        () => BatchSampler.restore({ ...state, ...changes } as BatchSamplerState),
        { name, message },
      );
    refuses({ position: 3 }, "RangeError", /position must be a whole number from 0 to 2, got 3/);
    refuses({ epoch: undefined }, "TypeError", /epoch .* got undefined/);
    refuses({ generator: [1, 2, 3] }, "TypeError", /generator must be four numbers, got 3/);
    refuses({ generator: [1, 2, 3, 2 ** 31] }, "RangeError", /generator\[3\] must be a whole/);
    refuses({ order: [] }, "TypeError", /unknown option "order"/);
  });
});
