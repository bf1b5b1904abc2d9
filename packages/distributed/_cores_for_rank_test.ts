import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { CORE_SET_BYTES, coreSet, coresForRank } from "./_cores_for_rank.ts";

/** Core sets of ranks, each given by its first byte. */
const sets = (...first: number[]) =>
  Uint8Array.from(first.flatMap((byte) => [byte, ...new Uint8Array(CORE_SET_BYTES - 1)]));

describe("coresForRank()", () => {
  it("divides cores by the ranks that share them", () => {
    assert.equal(coresForRank(sets(255, 255), 0, 2, 8), 4, "one machine");
    assert.equal(coresForRank(sets(3, 3, 3, 3), 1, 4, 2), 0.5, "more ranks than cores");
    assert.equal(coresForRank(sets(3, 3, 3, 3), 1, 2, 2), 1, "two machines");
  });

  it("leaves to a rank what it is bound to", () => {
    assert.equal(coresForRank(sets(1, 2), 1, 2, 1), 1, "a core each");
    assert.equal(coresForRank(sets(1, 2, 1, 2), 3, 2, 1), 1, "on two machines");
    assert.equal(coresForRank(sets(15, 240, 15, 240), 0, 4, 4), 2, "two sockets");
  });

  it("knows the cores of this process", () => {
    const ones = (byte: number) => byte.toString(2).replaceAll("0", "").length;
    const known = coreSet().reduce((sum, byte) => sum + ones(byte), 0);
    assert.ok(known >= navigator.hardwareConcurrency || Deno.build.os !== "linux", `${known}`);
  });
});
