import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import { entityBaselines } from "./entity_baselines.ts";
import { loadBrownQuestions } from "./load_brown_questions.ts";
import type { Question } from "./question.ts";
import { relevantSentences } from "./relevant_sentences.ts";

const question = (document: string, query: string, answer: string): Question => ({
  url: "u",
  document: document.split(" "),
  query: query.split(" "),
  answer,
  entities: new Map(),
});
const kept = (asked: Question, count: number) =>
  relevantSentences(asked, count)?.document.join(" ");

describe("relevantSentences()", () => {
  it("keeps the sentences that share rare words with the question, in their order", () => {
    const asked = question(
      "the dog of @entity0 barks . the cat of @entity1 ran home ! where is it ? the end",
      "the cat that ran , @entity0 said , belongs to @placeholder",
      "@entity1",
    );
    // "the" is in three sentences of four, "@entity0" in one, "cat" and "ran" in another one.
    assert.equal(kept(asked, 1), "the cat of @entity1 ran home !");
    assert.equal(kept(asked, 2), "the dog of @entity0 barks . the cat of @entity1 ran home !");
    assert.equal(
      kept(asked, 3),
      "the dog of @entity0 barks . the cat of @entity1 ran home ! the end",
    );
    assert.equal(kept(asked, 4), asked.document.join(" "));
    assert.equal(kept(asked, 9), asked.document.join(" "));
  });

  it("takes the later of equals, and counts a word once however often it comes", () => {
    const asked = question("@entity0 a a a . @entity0 a . b .", "a @placeholder", "@entity0");
    assert.equal(kept(asked, 1), "@entity0 a .");
    assert.equal(relevantSentences(asked, 1)?.query, asked.query);
  });

  it("gives none if the answer is not among them", () => {
    assert.equal(kept(question("@entity0 a . b .", "b @placeholder", "@entity0"), 1), undefined);
  });

  it("leaves 6,298 questions of 9,714 about Brown with four sentences each", async () => {
    const { train, valid, test } = await loadBrownQuestions();
    const shorten = (part: Iterable<Question>) =>
      [...part].map((asked) => relevantSentences(asked, 4)).filter((asked) => asked !== undefined);
    const sets = await Promise.all(
      [train, valid, test].map((part) => collectQuestions(shorten(part))),
    );
    assert.deepEqual(sets.map(({ size }) => size), [5681, 299, 318]);
    const { random, mostFrequent, last } = entityBaselines(sets[2]);
    assert.deepEqual([random, mostFrequent, last].map((error) => error.toFixed(3)), [
      "0.661",
      "0.553",
      "0.597",
    ]);
  });
});
