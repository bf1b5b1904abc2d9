import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import { questionVocabulary, type QuestionVocabularyOptions } from "./question_vocabulary.ts";

const set = await collectQuestions([{
  url: "u",
  document: "a b b @entity3 c c c @entity0 @entity3".split(" "),
  query: "d @placeholder a".split(" "),
  answer: "@entity3",
  entities: new Map(),
}]);

describe("questionVocabulary()", () => {
  it("has the words by frequency, without entities and the placeholder", () => {
    assert.deepEqual(questionVocabulary(set), { entities: 2, words: ["c", "a", "b", "d"] });
    assert.deepEqual(questionVocabulary(set, { words: 2, entities: 9 }), {
      entities: 9,
      words: ["c", "a"],
    });
  });

  it("refuses numbers that are not positive integers, and unknown options", () => {
    for (const options of [{ words: 0 }, { entities: 1.5 }, { words: NaN }]) {
      assert.throws(() => questionVocabulary(set, options), { name: "RangeError" });
    }
    const misspelt = { size: 3 } as QuestionVocabularyOptions;
    assert.throws(() => questionVocabulary(set, misspelt), /unknown option "size"/);
  });
});
