import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { sequentialBatches } from "./sequential_batches.ts";

describe("sequentialBatches()", () => {
  it("visits every index once, in order, all batches but the last full", () => {
    fc.assert(fc.property(fc.nat(200), fc.integer({ min: 1, max: 50 }), (size, batchSize) => {
      const batches = [...sequentialBatches(size, batchSize)];
      assert.deepEqual(batches.flatMap((batch) => [...batch]), [...Array(size).keys()]);
      assert.ok(batches.slice(0, -1).every((batch) => batch.length === batchSize));
      assert.ok(batches.every((batch) => batch.length >= 1 && batch.length <= batchSize));
    }));
  });

  it("refuses sizes that are not whole numbers", () => {
    assert.throws(() => [...sequentialBatches(-1, 2)], { name: "RangeError", message: /got -1/ });
    assert.throws(() => [...sequentialBatches(5, 0)], { name: "RangeError", message: /got 0/ });
    assert.throws(() => [...sequentialBatches(5, 1.5)], { name: "RangeError", message: /got 1.5/ });
  });
});
