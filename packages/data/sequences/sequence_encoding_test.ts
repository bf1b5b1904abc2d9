import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { divideSequences } from "./divide_sequences.ts";
import { encodedSequences } from "./encoded_sequences.ts";
import type { Sequence } from "./sequence.ts";
import {
  encodedSize,
  encodeSequence,
  fitEncoding,
  type UnseenCategories,
} from "./sequence_encoding.ts";

const features = [
  { name: "speed", kind: "number", columns: ["speed"] },
  { name: "mode", kind: "category", columns: ["mode"] },
] as const;

const sequence = (speed: number[], mode: string[]) => ({
  id: "1",
  line: 1,
  length: speed.length,
  values: [speed, mode],
});

describe("fitEncoding()", () => {
  const training = [sequence([1, 3], ["on", "off"]), sequence([NaN, 5, 7], ["on", "", "on"])];
  const encoding = fitEncoding(training, features, { missing: "previous", fold: 1 });

  it("takes means, deviations and categories of the training sequences", () => {
    assert.deepEqual(encoding.features, [
      { name: "speed", kind: "number", mean: 4, deviation: Math.sqrt(5) },
      { name: "mode", kind: "category", categories: ["off", "on"] },
    ]);
    assert.equal(encodedSize(encoding), 3);
  });

  it("has a deviation of 1 for what is always the same, however large", () => {
    const same = fitEncoding([sequence([1e9 + 0.1, 1e9 + 0.1], ["", ""])], features, {
      missing: "mean",
      fold: 1,
    });
    assert.equal((same.features[0] as { deviation: number }).deviation, 1);
  });

  it("fills what is missing with the value before, else with the mean", () => {
    const values = sequence([NaN, 9, NaN], ["on", "jump", ""]);
    const unseen: UnseenCategories = new Map();
    const high = Math.fround(5 / Math.sqrt(5));
    assert.deepEqual([...encodeSequence(values, encoding, unseen)], [
      ...[0, 0, 1],
      ...[high, 0, 0],
      ...[high, 0, 0],
    ]);
    assert.deepEqual([...unseen.get("mode")!], [["jump", 1]]);
    const mean = encodeSequence(values, { ...encoding, missing: "mean" });
    assert.deepEqual([...mean.subarray(6)], [0, 0, 0]);
  });

  it("reads several steps as one, and repeats the last to fill up", () => {
    const folded = { ...encoding, fold: 2 };
    assert.equal(encodedSize(folded), 6);
    const inputs = encodeSequence(sequence([4, 4, 9], ["on", "off", "on"]), folded);
    const high = Math.fround(5 / Math.sqrt(5));
    assert.deepEqual([...inputs], [0, 0, 1, 0, 1, 0, high, 0, 1, high, 0, 1]);
  });
});

describe("encodedSequences()", () => {
  it("lays rows side by side and pads them", () => {
    const inputs = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6)];
    const data = encodedSequences(inputs, Int32Array.of(0, 1), { inputSize: 2, classes: 2 });
    const { inputs: laid, lengths, labels, timeSteps } = data.batch(Int32Array.of(1, 0));
    assert.deepEqual([...laid], [5, 6, 1, 2, 0, 0, 3, 4]);
    assert.deepEqual([[...lengths!], [...labels], timeSteps], [[1, 2], [1, 0], 2]);
    assert.throws(() => data.batch(Int32Array.of(2)), RangeError);
  });
});

describe("divideSequences()", () => {
  const labeled = (sizes: readonly number[]) =>
    sizes.flatMap((size, label) =>
      Array.from({ length: size }, (_, at) => ({ label: String(label), at }))
    );

  it("loses nothing, doubles nothing, and keeps the proportions of classes", () => {
    fc.assert(fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      (sizes, seed) => {
        const all = labeled(sizes);
        const parts = divideSequences(all, { valid: 0.2, test: 0.1 }, seed);
        assert.equal(new Set(Object.values(parts).flat()).size, all.length);
        assert.equal(Object.values(parts).flat().length, all.length);
        for (const [label, size] of sizes.entries()) {
          const count = (part: "train" | "valid" | "test") =>
            parts[part].filter((sequence) => sequence.label === String(label)).length;
          assert.ok(count("train") >= 1);
          assert.ok(Math.abs(count("valid") - 0.2 * size) <= 1);
          assert.ok(Math.abs(count("test") - 0.1 * size) <= 1);
        }
      },
    ));
  });

  it("keeps groups together", () => {
    const all = labeled([30, 30]).map((sequence, at) => ({ ...sequence, group: String(at % 9) }));
    const parts = divideSequences(all, { valid: 0.2, test: 0.2 }, 3);
    const groups = [parts.train, parts.valid, parts.test].map((part) =>
      new Set(part.map(({ group }) => group))
    );
    assert.equal(groups.reduce((sum, { size }) => sum + size, 0), 9);
    assert.ok(groups.every(({ size }) => size > 0));
  });

  it("takes each sequence without a group for a group by itself", () => {
    const all: Pick<Sequence, "label" | "group">[] = labeled([60]).map((sequence, at) =>
      at < 20 ? { ...sequence, group: "a" } : sequence
    );
    const parts = divideSequences(all, { valid: 0.2, test: 0.2 }, 3);
    const lone = [parts.train, parts.valid, parts.test].map((part) =>
      part.filter(({ group }) => group === undefined)
    );
    assert.deepEqual(parts.valid.length + parts.test.length + parts.train.length, 60);
    assert.ok(lone.every(({ length }) => length >= 7), lone.map(({ length }) => length).join());
  });

  it("is the same for the same seed", () => {
    const all = labeled([20, 20]);
    const divide = (seed: number) => divideSequences(all, { valid: 0.2, test: 0.2 }, seed);
    assert.deepEqual(divide(1), divide(1));
    assert.notDeepEqual(divide(1), divide(2));
  });
});
