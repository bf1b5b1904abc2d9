import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { sharedSequences } from "./shared_sequences.ts";

const sequence = (values: number[], group?: string, text?: string) => ({
  id: "1",
  line: 1,
  length: values.length,
  values: [values],
  group,
  text,
});

describe("sharedSequences()", () => {
  it("counts what has the same content, and groups that are in both", () => {
    const train = [
      sequence([1, 2], "ann"),
      sequence([3, NaN], "bob"),
      sequence([], "cyd", "hello"),
    ];
    const test = [
      sequence([1, 2], "dan"),
      sequence([2, 1], "ann"),
      sequence([3, NaN], "bob"),
      sequence([1], "ann"),
      sequence([], undefined, "hello"),
      sequence([], undefined, "olleh"),
      sequence([1, 2 + 1e-15], "eve"),
    ];
    assert.deepEqual(sharedSequences(test, train), { same: 3, groups: 2 });
  });

  it("takes nothing else for the same", () => {
    const many = Array.from({ length: 20_000 }, (_, at) => sequence([at / 7, at % 3]));
    const others = many.map(({ values: [[a, b]] }) => sequence([b, a + 1]));
    assert.deepEqual(sharedSequences(others, many), { same: 0, groups: 0 });
  });
});
