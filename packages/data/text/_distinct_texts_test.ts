import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { distinctTexts } from "./_distinct_texts.ts";

describe("distinctTexts()", () => {
  it("takes each text once, and none that occurs in several classes", () => {
    const { texts, labels } = distinctTexts("load", ["de", "en"], [
      ["Abel", "Weber", "Abel"],
      ["Weber", "Smith", "Jones", "Smith"],
    ], 1);
    assert.deepEqual(texts, ["Abel", "Smith", "Jones"]);
    assert.deepEqual([...labels], [0, 1, 1]);
  });

  it("refuses classes that keep too few, and fewer than two classes", () => {
    assert.throws(() => distinctTexts("load", ["de", "en"], [["Abel"], ["Abel", "Smith"]], 1), {
      name: "RangeError",
      message: 'Cannot load: "de" has 0 texts of its own, expected 1 or more',
    });
    assert.throws(() => distinctTexts("load", ["de"], [["Abel"]], 1), { name: "RangeError" });
    assert.throws(() => distinctTexts("load", ["de", "de"], [["a"], ["b"]], 1), /"de, de"/);
  });
});
