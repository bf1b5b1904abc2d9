import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { gateBlocks } from "./gate_blocks.ts";
import { identity } from "./identity.ts";

describe("gateBlocks()", () => {
  it("sets the blocks beside each other in the order they are made", () => {
    let made = 0;
    const matrix = gateBlocks(2, 3, () => {
      const start = 10 * made++;
      return Float32Array.from({ length: 6 }, (_, i) => start + i);
    });
    assert.deepEqual(
      [...matrix],
      [
        ...[0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32],
        ...[3, 4, 5, 13, 14, 15, 23, 24, 25, 33, 34, 35],
      ],
    );
  });

  it("makes the paper's recurrent matrix of four identities", () => {
    assert.deepEqual(
      [...gateBlocks(2, 2, () => identity(2))],
      [1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1],
    );
  });
});
