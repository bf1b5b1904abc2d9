import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { ownRowNumbers, ownRows } from "./row_share.ts";

describe("ownRows()", () => {
  it("gives each row to one process, and to none many more than to another", () => {
    const rows = Int32Array.of(7, 5, 3, 1, 9);
    const shares = [0, 1, 2].map((rank) => ownRows(rows, { rank, size: 3 }));
    assert.deepEqual(shares.map((share) => [...share]), [[7, 1], [5, 9], [3]]);
    assert.equal(ownRows(rows, undefined), rows);
    assert.deepEqual([...ownRowNumbers(5, { rank: 1, size: 2 })], [1, 3]);
  });
});
