import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { quantiles } from "./quantiles.ts";

describe("quantiles()", () => {
  it("takes them over the columns of each row", () => {
    const table = Float64Array.of(3, 1, 2, -10, 30, -20);
    assert.deepEqual(quantiles(table, 3, [0, 0.5, 1]), [
      Float64Array.of(1, -20),
      Float64Array.of(2, -10),
      Float64Array.of(3, 30),
    ]);
  });
});
