import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { oneHot } from "./one_hot.ts";

describe("oneHot()", () => {
  it("puts a 1 at the place of each number, and none where the number is out of range", () => {
    assert.deepEqual(
      [...oneHot([1, 0, -1, 3, 2], 3)],
      [0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    );
  });
});
