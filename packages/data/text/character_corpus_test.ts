import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { characterCorpus } from "./character_corpus.ts";

describe("characterCorpus()", () => {
  it("takes the alphabet from the training text and reports what else there is", () => {
    const corpus = characterCorpus({ train: "badc", valid: "abxyx", test: "zé🙂🙂" });
    assert.deepEqual(corpus.alphabet.symbols, ["a", "b", "c", "d"]);
    assert.deepEqual([...corpus.train], [1, 0, 3, 2]);
    assert.deepEqual([...corpus.valid], [0, 1, 4, 4, 4]);
    assert.deepEqual([...corpus.test], [4, 4, 4, 4]);
    assert.deepEqual([...corpus.unseen.valid], [["x", 2], ["y", 1]]);
    assert.deepEqual([...corpus.unseen.test], [["🙂", 2], ["z", 1], ["é", 1]]);
  });

  it("refuses parts in which there is nothing to predict", () => {
    const texts = { train: "ab", valid: "ab", test: "ab" };
    for (const split of ["train", "valid", "test"] as const) {
      for (const text of ["", "a", "🙂"]) {
        assert.throws(() => characterCorpus({ ...texts, [split]: text }), {
          name: "RangeError",
          message: `Cannot build a corpus: ${split} needs at least 2 symbols, got "${text}"`,
        });
      }
    }
    characterCorpus({ train: "🙂🙂", valid: "🙂🙂", test: "🙂a" });
  });
});
