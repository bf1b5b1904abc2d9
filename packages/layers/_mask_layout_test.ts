import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { maskLayout } from "./_mask_layout.ts";

describe("maskLayout()", () => {
  // Row 0 has a hole, row 1 nothing, row 2 begins late.
  const mask = [1, 0, 1, 0, 0, 0, 0, 1, 1];

  it("puts the unmasked steps of each row first", () => {
    assert.deepEqual(maskLayout(mask, 3, 3, false), {
      rows: Int32Array.of(0, 2),
      lengths: Int32Array.of(2, 2),
      timeSteps: 2,
      inputs: Int32Array.of(0, 7, 2, 8),
      // Below 3 the initial state of a row; 3 + 2 s + n for step s of compact row n.
      outputs: Int32Array.of(3, 3, 5, 1, 1, 1, 2, 4, 6),
      states: Int32Array.of(3, 1, 4),
    });
  });

  it("reads and writes from the last step to the first", () => {
    const { inputs, outputs } = maskLayout(mask, 3, 3, true)!;
    assert.deepEqual(inputs, Int32Array.of(2, 8, 0, 7));
    assert.deepEqual(outputs, Int32Array.of(3, 3, 5, 1, 1, 1, 4, 6, 6));
  });

  it("has nothing to say where no step is masked", () => {
    assert.equal(maskLayout([1, 1, 1, 1], 2, 2, true), undefined);
  });
});
