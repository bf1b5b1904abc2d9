import type { TaskData } from "@bnlstm/train";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { describeUnseen } from "./describe_unseen.ts";

const data = (valid: [string, number][], test: [string, number][]) =>
  ({
    unseen: { train: new Map(), valid: new Map(valid), test: new Map(test) },
  }) as unknown as TaskData<unknown>;

describe("describeUnseen()", () => {
  it("says how many symbols of which part training lacks, and which", () => {
    const some = data([["é", 2], ["\n", 1]], [["ß", 4]]);
    assert.equal(
      describeUnseen(some, ["valid", "test"]),
      '3 of valid: "é" 2, "\\n" 1; 4 of test: "ß" 4',
    );
    assert.equal(describeUnseen(some, ["test"]), '4 of test: "ß" 4');
  });

  it("stops after eight, and counts the rest", () => {
    const many = data([], [..."abcdefghij"].map((symbol) => [symbol, 1]));
    assert.match(describeUnseen(many, ["test"])!, /^10 of test: "a" 1, .*"h" 1 and 2 more$/);
  });

  it("says nothing where there is nothing to say", () => {
    assert.equal(describeUnseen(data([], []), ["train", "valid", "test"]), undefined);
    assert.equal(describeUnseen({} as TaskData<unknown>, ["test"]), undefined);
  });
});
