import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { Alphabet } from "../text/alphabet.ts";
import { imageSequences } from "../images/image_sequences.ts";
import { textSequences } from "../text/text_sequences.ts";
import { take } from "./take.ts";

const dataset = imageSequences({
  pixels: new Uint8Array([0, 51, 102, 153, 204]),
  labels: new Uint8Array([4, 3, 2, 1, 0]),
  imageSize: 1,
  classes: 5,
});

describe("take()", () => {
  it("keeps the first sequences as they are", () => {
    const subset = take(dataset, 3);
    const indices = new Int32Array([2, 0]);
    assert.deepEqual(subset.batch(indices), dataset.batch(indices));
    assert.deepEqual(
      [subset.size, subset.timeSteps, subset.inputSize, subset.classes],
      [3, 1, 1, 5],
    );
  });

  it("keeps the lengths of what it keeps, and the longest of them", () => {
    const alphabet = new Alphabet(["a"]);
    const texts = { texts: ["aa", "a", "aaaa"], labels: new Int32Array(3), classes: ["x"] };
    const { lengths, timeSteps } = take(textSequences(texts, alphabet), 2);
    assert.deepEqual([...lengths!], [2, 1]);
    assert.equal(timeSteps, 2);
  });

  it("refuses indices outside the subset", () => {
    for (const index of [-1, 3]) {
      assert.throws(() => take(dataset, 3).batch(new Int32Array([index])), RangeError);
    }
  });

  it("refuses counts that the data set does not have", () => {
    for (const count of [0, 6, 1.5]) {
      assert.throws(() => take(dataset, count), {
        name: "RangeError",
        message: `Cannot take a subset: count must be a whole number from 1 to 5, got ${count}`,
      });
    }
  });
});
