import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { pixelOrder } from "./_pixel_order.ts";

const counts = fc.integer({ min: 1, max: 300 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("pixelOrder()", () => {
  it("keeps scan order with none", () => {
    assert.deepEqual([...pixelOrder(5, "none", 1)], [0, 1, 2, 3, 4]);
  });

  it("reads every pixel exactly once with uniform", () => {
    fc.assert(fc.property(counts, seeds, (count, seed) => {
      const order = pixelOrder(count, "uniform", seed);
      assert.deepEqual([...order.toSorted()], [...Array(count).keys()]);
    }));
  });

  it("draws all permutations equally often with uniform", () => {
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const key = pixelOrder(3, "uniform", seed).join();
      drawn.set(key, (drawn.get(key) ?? 0) + 1);
    }
    assert.equal(drawn.size, 6);
    // Chi-squared with 5 degrees of freedom exceeds 20.5 once in a thousand.
    const chiSquared = [...drawn.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    assert.ok(chiSquared < 20.5, `chi-squared ${chiSquared}`);
  });

  it("leaves out about 1/e of the pixels with authors", () => {
    let missing = 0;
    for (let seed = 0; seed < 20; seed++) {
      const order = pixelOrder(784, "authors", seed);
      assert.equal(order.length, 784);
      assert.ok(order.every((pixel) => pixel >= 0 && pixel < 784));
      missing += 784 - new Set(order).size;
    }
    // The mean over 20 draws deviates by 0.25 % of the pixels (standard deviation).
    const share = missing / (20 * 784);
    assert.ok(Math.abs(share - 1 / Math.E) < 0.01, `share ${share}`);
  });

  it("depends on the seed, and on nothing else", () => {
    for (const permutation of ["uniform", "authors"] as const) {
      assert.deepEqual(pixelOrder(784, permutation, 1), pixelOrder(784, permutation, 1));
      assert.notDeepEqual(pixelOrder(784, permutation, 1), pixelOrder(784, permutation, 2));
    }
  });

  it("refuses seeds out of range", () => {
    assert.throws(() => pixelOrder(4, "uniform", 0.5), { name: "RangeError", message: /got 0.5/ });
  });
});
