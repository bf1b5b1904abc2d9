import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { stratifiedSplit } from "./stratified_split.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const labels = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 1, maxLength: 5 })
  .map((sizes) => Int32Array.from(sizes.flatMap((size, label) => Array(size).fill(label))));

describe("stratifiedSplit()", () => {
  it("puts each member in one part, and a tenth of each class in the smaller ones", () => {
    fc.assert(fc.property(labels, seeds, (labels, seed) => {
      const parts = stratifiedSplit(labels, seed);
      const all = [...parts.train, ...parts.valid, ...parts.test];
      assert.deepEqual(all.toSorted((a, b) => a - b), [...labels.keys()]);
      for (const label of new Set(labels)) {
        const count = (part: Int32Array) => part.filter((at) => labels[at] === label).length;
        const tenth = Math.max(
          1,
          Math.round(labels.filter((other) => other === label).length / 10),
        );
        assert.deepEqual([count(parts.valid), count(parts.test)], [tenth, tenth]);
      }
      assert.deepEqual(stratifiedSplit(labels, seed), parts);
    }));
  });

  it("mixes the classes, and depends on the seed", () => {
    const labels = Int32Array.from({ length: 400 }, (_, at) => at < 200 ? 0 : 1);
    const { train, test } = stratifiedSplit(labels, 1);
    const first = train.subarray(0, 100).filter((at) => labels[at] === 0).length;
    assert.ok(first > 25 && first < 75, `${first} of the first 100 are of class 0`);
    assert.notDeepEqual(stratifiedSplit(labels, 2).test, test);
  });

  it("refuses classes too small to be divided", () => {
    assert.throws(() => stratifiedSplit(new Int32Array([0, 0, 0, 1, 1]), 1), {
      name: "RangeError",
      message: "Cannot divide by class: class 1 has 2 members, expected 3 or more",
    });
  });
});
