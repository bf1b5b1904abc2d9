import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { joinColumns } from "./join_columns.ts";

describe("joinColumns()", () => {
  it("sets blocks of any width beside each other", () => {
    const wide = Float32Array.of(1, 2, 3, 4, 5, 6);
    const narrow = Float32Array.of(10, 20);
    assert.deepEqual([...joinColumns([wide, narrow], 2)], [1, 2, 3, 10, 4, 5, 6, 20]);
    assert.deepEqual([...joinColumns([narrow, wide], 2)], [10, 1, 2, 3, 20, 4, 5, 6]);
  });

  it("refuses a block of other rows", () => {
    assert.throws(() => joinColumns([new Float32Array(4), new Float32Array(3)], 2), {
      name: "RangeError",
      message: "Cannot join columns: a block must have 2 rows, got 3 values",
    });
  });
});
