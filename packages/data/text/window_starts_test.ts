import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { windowStarts } from "./window_starts.ts";

describe("windowStarts()", () => {
  it("lays windows end to end, as many as fit", () => {
    assert.deepEqual([...windowStarts(300, 100)], [0, 100, 200]);
    assert.deepEqual([...windowStarts(299, 100)], [0, 100]);
    assert.deepEqual([...windowStarts(2, 2)], [0]);
  });

  it("refuses windows that do not fit", () => {
    for (const windowLength of [1, 11, 2.5]) {
      assert.throws(() => windowStarts(10, windowLength), { name: "RangeError", message: /got/ });
    }
  });
});
