import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { inversePermutation, rowOrder } from "./_row_order.ts";

const arbitraryLengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });

describe("rowOrder()", () => {
  it("leaves a batch alone that is already in order", () => {
    assert.deepEqual(rowOrder(4, 3, undefined, false), {});
    assert.deepEqual(rowOrder(4, 3, [4, 2, 2], false), {});
  });

  it("puts the longest rows first and keeps the order of equals", () => {
    assert.deepEqual(rowOrder(3, 4, [1, 3, 1, 2], false).rows, Int32Array.of(1, 3, 0, 2));
  });

  it("reads each unpadded row from its end and leaves padding in place", () => {
    // Row 0 has 3 steps, row 1 has 2: already sorted, so a row stays in its column.
    const { rows, steps } = rowOrder(4, 2, [3, 2], true);
    assert.equal(rows, undefined);
    assert.deepEqual(
      steps,
      Int32Array.of(2 * 2, 1 * 2 + 1, 1 * 2, 1, 0, 2 * 2 + 1, 3 * 2, 3 * 2 + 1),
    );
  });

  it("is a permutation, whose inverse undoes it", () => {
    fc.assert(fc.property(arbitraryLengths, fc.boolean(), (lengths, reverse) => {
      const { steps } = rowOrder(6, lengths.length, lengths, reverse);
      if (steps === undefined) return;
      const inverse = inversePermutation(steps);
      steps.forEach((source, target) => assert.equal(inverse[source], target));
      assert.deepEqual([...steps].sort((a, b) => a - b), [...steps.keys()]);
    }));
  });
});
