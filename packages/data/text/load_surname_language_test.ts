import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { loadSurnameLanguage, type SurnameLanguageOptions } from "./load_surname_language.ts";

describe("loadSurnameLanguage()", () => {
  it("loads 10,407 names of 13 languages", async () => {
    const { classes, alphabet, train, valid, test, unseen } = await loadSurnameLanguage();
    assert.deepEqual(classes.join(" "), "cs de en es hr id it lv pl ro sk tr uz");
    assert.deepEqual([train.size, valid.size, test.size], [8323, 1042, 1042]);
    assert.equal(alphabet.size, 78);
    assert.deepEqual([unseen.train.size, unseen.valid.size, unseen.test.size], [0, 0, 0]);
    const lengths = [train, valid, test].flatMap((part) => [...part.lengths!])
      .sort((a, b) => a - b);
    assert.deepEqual([lengths[0], lengths[lengths.length >> 1], lengths.at(-1)], [2, 7, 24]);
    const counts = new Int32Array(13);
    for (const part of [train, valid, test]) {
      for (
        const label of part.batch(Int32Array.from({ length: part.size }, (_, at) => at)).labels
      ) {
        counts[label]++;
      }
    }
    assert.equal(counts[classes.indexOf("it")], Math.max(...counts));
    assert.ok(counts.every((count) => count >= 250));
  });

  it("refuses unknown options and wrong seeds", async () => {
    const misspelt = { sed: 1 } as SurnameLanguageOptions;
    await assert.rejects(loadSurnameLanguage(misspelt), /unknown option "sed"/);
    await assert.rejects(loadSurnameLanguage({ seed: -1 }), { name: "RangeError" });
  });
});
