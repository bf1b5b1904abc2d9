import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import type { Question } from "./question.ts";

const words = fc.array(
  fc.constantFrom("@entity0", "@entity1", "@entity7", "the", "constructor", "of"),
  { maxLength: 12 },
);
const questions = fc.array(
  fc.record({
    document: words.map((own) => [...own, "@entity0"]),
    query: words.map((own) => ["@placeholder", ...own]),
  }).map(({ document, query }): Question => ({
    url: "u",
    document,
    query,
    answer: document.find((word) => word.startsWith("@"))!,
    entities: new Map(),
  })),
  { minLength: 1, maxLength: 10 },
);

describe("collectQuestions()", () => {
  it("holds what the questions hold, whether they come at once or one by one", async () => {
    await fc.assert(fc.asyncProperty(questions, async (questions) => {
      const set = await collectQuestions(questions);
      assert.deepEqual(
        await collectQuestions(async function* () {
          for (const question of questions) yield await Promise.resolve(question);
        }()),
        set,
      );
      assert.equal(set.size, questions.length);
      assert.equal(new Set(set.words).size, set.words.length);
      const read = (from: number, to: number) =>
        [...set.tokens.subarray(set.bounds[from], set.bounds[to])].map((token) => set.words[token]);
      questions.forEach(({ document, query, answer }, at) => {
        assert.deepEqual(read(2 * at, 2 * at + 1), document);
        assert.deepEqual(read(2 * at + 1, 2 * at + 2), query);
        assert.equal(set.words[set.answers[at]], answer);
      });
      const counts = questions.map(({ document, query }) =>
        new Set([...document, ...query].filter((word) => word.startsWith("@entity"))).size
      );
      assert.equal(set.entities, Math.max(...counts));
    }));
  });

  it("grows beyond what it first makes room for", async () => {
    const words = Array.from({ length: 200_000 }, (_, at) => `word${at % 1000}`);
    const document = ["@entity0", ...words];
    const question = { url: "u", document, query: ["@placeholder"], answer: "@entity0" };
    const { tokens, words: known } = await collectQuestions(
      Array(3).fill({ ...question, entities: new Map() }),
    );
    const all = [...document, "@placeholder"];
    // Not deepEqual(), which would take minutes to say what differs.
    assert.equal(tokens.length, 3 * all.length);
    assert.ok(tokens.every((token, at) => known[token] === all[at % all.length]));
  });

  it("refuses answers that are no entity of the document, and an empty set", async () => {
    const question = { url: "u", query: ["@placeholder"], entities: new Map() };
    for (const [document, answer] of [[["the"], "the"], [["the"], "@entity1"]] as const) {
      await assert.rejects(collectQuestions([{ ...question, document, answer }]), {
        name: "RangeError",
        message: `Cannot collect questions: answer "${answer}" is not an entity of document "u"`,
      });
    }
    await assert.rejects(collectQuestions([]), { name: "RangeError", message: /there are none/ });
  });
});
