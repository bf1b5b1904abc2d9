import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { GATE_ORDERS, type GateOrderName, permuteGates } from "./gate_order.ts";

describe("permuteGates()", () => {
  it("moves each gate's block, row by row", () => {
    // Two rows, H = 2; each value names its gate and column.
    const paper = Float32Array.of(10, 11, 20, 21, 30, 31, 40, 41, 50, 51, 60, 61, 70, 71, 80, 81);
    assert.deepEqual(
      permuteGates(paper, 2, "paper", "pytorch"),
      // f, i, o, g becomes i, f, g, o.
      Float32Array.of(20, 21, 10, 11, 40, 41, 30, 31, 60, 61, 50, 51, 80, 81, 70, 71),
    );
  });

  it("is undone by the opposite permutation, for every pair of orders", () => {
    const values = Float32Array.from({ length: 24 }, (_, i) => i);
    const names = Object.keys(GATE_ORDERS) as GateOrderName[];
    for (const a of names) {
      for (const b of names) {
        assert.deepEqual(permuteGates(permuteGates(values, 3, a, b), 3, b, a), values);
      }
    }
  });

  it("refuses a length that is no multiple of 4H", () => {
    assert.throws(() => permuteGates(new Float32Array(9), 2, "paper", "keras"), /got 9/);
  });
});
