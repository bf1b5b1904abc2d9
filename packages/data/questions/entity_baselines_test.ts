import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { collectQuestions } from "./collect_questions.ts";
import { entityBaselines } from "./entity_baselines.ts";

async function baselines(document: string, answer: string) {
  return entityBaselines(
    await collectQuestions([{
      url: "u",
      document: document.split(" "),
      query: ["@placeholder"],
      answer,
      entities: new Map(),
    }]),
  );
}

describe("entityBaselines()", () => {
  it("answers with the most frequent entity, or the last", async () => {
    const document = "@entity0 and @entity1 and @entity0 met @entity2 and";
    assert.deepEqual(await baselines(document, "@entity0"), {
      random: 1 - 1 / 3,
      mostFrequent: 0,
      last: 1,
    });
    assert.deepEqual(await baselines(document, "@entity2"), {
      random: 1 - 1 / 3,
      mostFrequent: 1,
      last: 0,
    });
  });

  it("takes the latest of the entities that are equally frequent", async () => {
    const document = "@entity0 @entity1 @entity1 @entity0 @entity2";
    assert.equal((await baselines(document, "@entity0")).mostFrequent, 0);
    assert.equal((await baselines(document, "@entity1")).mostFrequent, 1);
  });
});
