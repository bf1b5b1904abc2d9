import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import type { Question } from "./question.ts";
import { type QuestionBatch, questionDataset } from "./question_dataset.ts";
import { questionVocabulary } from "./question_vocabulary.ts";

const question = (document: string, query: string, answer: string): Question => ({
  url: "u",
  document: document.split(" "),
  query: query.split(" "),
  answer,
  entities: new Map(),
});
const questions = [
  question("@entity5 met @entity2 and @entity5 ran", "@placeholder saw @entity9", "@entity5"),
  question("@entity0 ran", "@placeholder and strange words", "@entity0"),
];
const set = await collectQuestions(questions);
const vocabulary = { entities: 6, words: ["met", "and", "ran", "saw"] };
const both = new Int32Array([0, 1]);

/** The symbols of one row, without padding. */
function row({ ids, lengths, batchSize }: QuestionBatch["document"], at: number): number[] {
  return Array.from({ length: lengths[at] }, (_, step) => ids[step * batchSize + at]);
}

describe("questionDataset()", () => {
  it("numbers words after the markers, the placeholder and the unseen word", () => {
    const dataset = questionDataset(set, vocabulary);
    assert.deepEqual([dataset.size, dataset.symbols, dataset.entities], [2, 12, 6]);
    assert.deepEqual([...dataset.documentLengths], [6, 2]);
    assert.deepEqual([...dataset.queryLengths], [3, 4]);
    const { document, query } = dataset.batch(both);
    assert.deepEqual([document.timeSteps, document.batchSize, [...document.lengths]], [6, 2, [
      6,
      2,
    ]]);
    assert.deepEqual([query.timeSteps, [...query.lengths]], [4, [3, 4]]);
    const words = row(document, 0);
    assert.deepEqual([words[1], words[3], words[5]], [8, 9, 10]);
    assert.deepEqual(row(query, 1), [6, 9, 7, 7]);
    assert.deepEqual(row(query, 0).slice(0, 2), [6, 11]);
    // Padding.
    assert.deepEqual([...document.ids].filter((_, at) => at % 2 === 1 && at > 3), [0, 0, 0, 0]);
    // Two of the ten words that are no entities.
    assert.equal(dataset.unseenShare, 2 / 10);
  });

  it("gives the entities of a question different markers, and the answer that of its entity", () => {
    const dataset = questionDataset(set, vocabulary);
    for (let epoch = 0; epoch < 50; epoch++) {
      const { document, query, answers } = dataset.batch(both, epoch);
      const words = row(document, 0);
      const markers = [words[0], words[2], row(query, 0)[2]];
      assert.equal(words[4], words[0]);
      assert.equal(new Set(markers).size, 3);
      assert.ok(markers.every((marker) => marker >= 0 && marker < 3));
      assert.deepEqual([...answers], [words[0], row(document, 1)[0]]);
    }
  });

  it("shuffles anew in each epoch, the same for an epoch, an index and a seed", () => {
    const answers = (seed: number, epoch: number, indices: number[]) => [
      ...questionDataset(set, vocabulary, { seed }).batch(Int32Array.from(indices), epoch).answers,
    ];
    assert.deepEqual(answers(1, 7, [0, 1]), answers(1, 7, [1, 0]).reverse());
    assert.deepEqual(answers(1, 0, [0]), [
      ...questionDataset(set, vocabulary, { seed: 1 }).batch(new Int32Array(1)).answers,
    ]);
    const counts = new Array(3).fill(0);
    const dataset = questionDataset(set, vocabulary, { seed: 1 });
    for (let epoch = 0; epoch < 3000; epoch++) counts[dataset.batch(both, epoch).answers[0]]++;
    // Chi-squared with 2 degrees of freedom exceeds 13.8 once in a thousand.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chiSquared < 13.8, `chi-squared ${chiSquared} of ${counts}`);
    const overSeeds = Array.from({ length: 20 }, (_, seed) => answers(seed, 0, [0])[0]);
    assert.ok(new Set(overSeeds).size === 3);
  });

  it("refuses questions with more entities than markers, and indices outside", () => {
    assert.throws(() => questionDataset(set, { entities: 2, words: [] }), {
      name: "RangeError",
      message: "Cannot read questions: one has 3 entities, but the vocabulary has 2 markers",
    });
    const dataset = questionDataset(set, questionVocabulary(set));
    for (const index of [-1, 2]) {
      assert.throws(() => dataset.batch(new Int32Array([index])), {
        name: "RangeError",
        message: `Cannot build a batch: index ${index} is not in 0 … 1`,
      });
    }
    assert.throws(() => questionDataset(set, vocabulary, { seed: -1 }), RangeError);
    const misspelt = { shuffle: true } as { seed?: number };
    assert.throws(() => questionDataset(set, vocabulary, misspelt), /unknown option "shuffle"/);
  });
});
