import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { scoreClasses } from "./class_scores.ts";

describe("scoreClasses()", () => {
  it("counts precision, recall and F1 of each class, and rare classes as much as frequent ones", () => {
    const { accuracy, macroF1, classes } = scoreClasses([[8, 2, 0], [1, 1, 0], [0, 0, 0]]);
    assert.equal(accuracy, 9 / 12);
    assert.deepEqual(classes[0], {
      support: 10,
      precision: 8 / 9,
      recall: 8 / 10,
      f1: 2 * (8 / 9) * 0.8 / (8 / 9 + 0.8),
    });
    assert.deepEqual(classes[1], { support: 2, precision: 1 / 3, recall: 1 / 2, f1: 0.4 });
    assert.deepEqual(classes[2], { support: 0, precision: 0, recall: 0, f1: 0 });
    // A class that does not occur says nothing about the model.
    assert.equal(macroF1, (classes[0].f1 + classes[1].f1) / 2);
  });
});
