import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import { entityBaselines } from "./entity_baselines.ts";
import type { BrownOptions } from "../text/load_brown.ts";
import { loadBrownQuestions } from "./load_brown_questions.ts";

const loaded = loadBrownQuestions();

const rounded = (value: number) => Math.round(value * 1000) / 10;

describe("loadBrownQuestions()", () => {
  it("makes 9,714 questions that simple rules answer a third of the time", async () => {
    const { train, valid, test } = await loaded;
    const sets = {
      train: await collectQuestions(train),
      valid: await collectQuestions(valid),
      test: await collectQuestions(test),
    };
    assert.deepEqual(Object.values(sets).map(({ size }) => size), [8763, 431, 520]);
    assert.deepEqual(Object.values(sets).map(({ entities }) => entities), [76, 45, 39]);
    const { random, mostFrequent, last } = entityBaselines(sets.train);
    assert.deepEqual([random, mostFrequent, last].map(rounded), [85.4, 63.8, 72.7]);
    const { bounds, size } = sets.train;
    const lengths = Array.from({ length: size }, (_, at) => bounds[2 * at + 1] - bounds[2 * at]);
    assert.equal(lengths.sort((a, b) => a - b)[size >> 1], 399);
  });

  it("names entities as the corpus tags them, once each, and hides the answer", async () => {
    const { test } = await loaded;
    const [first] = test;
    assert.equal(
      first.query.join(" "),
      "he asserted that the @placeholder were the bankers for @entity2 , @entity22 the red paymaster , " +
        "and the two civil servants the recipients for selling their country's secrets .",
    );
    assert.equal(first.entities.get(first.answer), "Krogers");
    assert.equal(first.entities.get("@entity0"), "Gordon A. Lonsdale");
    // Every question of the part, since a sentence may have any of the tags.
    for (const { document, query, answer, entities } of test) {
      assert.equal(query.filter((word) => word === "@placeholder").length, 1);
      assert.ok(document.includes(answer));
      const markers = [...document, ...query].filter((word) => word.startsWith("@entity"));
      assert.deepEqual([...new Set(markers)].length, entities.size);
      assert.ok(markers.every((marker) => entities.has(marker)));
      assert.equal(new Set(entities.values()).size, entities.size);
    }
  });

  it("shares no document between parts, and makes the same questions each time they are read", async () => {
    const { train, valid, test } = await loaded;
    const documents = (part: typeof train) =>
      new Set([...part].map(({ url }) => url.replace(/#\d+$/, "")));
    const parts = [train, valid, test].map(documents);
    const all = parts.flatMap((part) => [...part]);
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual([...valid], [...valid]);
  });

  it("refuses unknown options", async () => {
    await assert.rejects(
      loadBrownQuestions({ url: "" } as BrownOptions),
      /Cannot load questions about the Brown corpus: unknown option "url"/,
    );
  });
});
