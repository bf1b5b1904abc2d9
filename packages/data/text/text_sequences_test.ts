import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { Alphabet } from "./alphabet.ts";
import { textSequences } from "./text_sequences.ts";

const alphabet = new Alphabet(["a", "b", "c"]);
const classes = ["x", "y"];

function labeled(texts: string[]) {
  return { texts, labels: Int32Array.from(texts, (_, at) => at % 2), classes };
}

describe("textSequences()", () => {
  it("reads a character a step and pads to the longest row of the batch", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "c", "🙂"),
      minLength: 1,
      maxLength: 9,
    });
    const cases = fc.record({
      texts: fc.array(text, { minLength: 1, maxLength: 8 }),
      draws: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(fc.property(cases, ({ texts, draws }) => {
      const dataset = textSequences(labeled(texts), alphabet);
      const lengths = texts.map((text) => [...text].length);
      assert.deepEqual([...dataset.lengths!], lengths);
      assert.equal(dataset.timeSteps, Math.max(...lengths));
      const indices = draws.map((draw) => draw % texts.length);
      const batch = dataset.batch(Int32Array.from(indices));
      const rowLengths = indices.map((index) => lengths[index]);
      assert.equal(batch.timeSteps, Math.max(...rowLengths));
      const full = rowLengths.every((length) => length === batch.timeSteps);
      assert.deepEqual(batch.lengths && [...batch.lengths], full ? undefined : rowLengths);
      assert.deepEqual([...batch.labels], indices.map((index) => index % 2));
      assert.equal(batch.inputs.length, batch.timeSteps * indices.length * 3);
      for (let step = 0; step < batch.timeSteps; step++) {
        indices.forEach((index, row) => {
          const at = (step * indices.length + row) * 3;
          const symbol = [...texts[index]][step];
          assert.deepEqual(
            [...batch.inputs.subarray(at, at + 3)],
            ["a", "b", "c"].map((other) => Number(other === symbol)),
          );
        });
      }
    }));
  });

  it("refuses empty texts and sets, and indices outside", () => {
    assert.throws(() => textSequences(labeled([]), alphabet), /there are none/);
    assert.throws(() => textSequences(labeled(["a", ""]), alphabet), {
      name: "RangeError",
      message: "Cannot read texts as sequences: text 1 is empty",
    });
    for (const index of [-1, 2]) {
      assert.throws(
        () => textSequences(labeled(["a", "b"]), alphabet).batch(new Int32Array([index])),
        {
          name: "RangeError",
          message: `Cannot build a batch: index ${index} is not in 0 … 1`,
        },
      );
    }
  });
});
