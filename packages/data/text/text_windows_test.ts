import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { oneHot } from "./one_hot.ts";
import { textWindows } from "./text_windows.ts";

describe("textWindows()", () => {
  it("presents all symbols of a window but its last, and expects all but its first", () => {
    const cases = fc.record({
      text: fc.array(fc.nat(4), { minLength: 2, maxLength: 60 }),
      windowLength: fc.integer({ min: 2, max: 20 }),
      draws: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    }).filter(({ text, windowLength }) => windowLength <= text.length);
    fc.assert(fc.property(cases, ({ text, windowLength, draws }) => {
      const windows = textWindows(Uint8Array.from(text), { symbols: 4, windowLength });
      assert.equal(windows.size, text.length - windowLength + 1);
      const starts = Int32Array.from(draws, (draw) => draw % windows.size);
      const batch = windows.batch(starts);
      assert.deepEqual(
        [batch.timeSteps, batch.batchSize, batch.inputSize, batch.lengths],
        [windowLength - 1, starts.length, 4, undefined],
      );
      const ids: number[] = [];
      const targets: number[] = [];
      for (let step = 0; step < windowLength - 1; step++) {
        for (const start of starts) {
          ids.push(text[start + step]);
          // Symbol 4 is that of what the alphabet lacks.
          targets.push(text[start + step + 1] === 4 ? -1 : text[start + step + 1]);
        }
      }
      assert.deepEqual(batch.inputs, oneHot(ids, 4));
      assert.deepEqual([...batch.targets], targets);
    }));
  });

  it("makes 99 predictions of the 100 symbols that the paper trains on", () => {
    const windows = textWindows(new Uint8Array(1000), { symbols: 50, windowLength: 100 });
    const { inputs, targets } = windows.batch(new Int32Array(64));
    assert.deepEqual([inputs.length, targets.length], [99 * 64 * 50, 99 * 64]);
  });

  it("refuses starts that leave no room, and windows that do not fit", () => {
    const windows = textWindows(new Uint8Array(10), { symbols: 1, windowLength: 10 });
    windows.batch(new Int32Array([0]));
    for (const start of [-1, 1]) {
      assert.throws(() => windows.batch(new Int32Array([0, start])), {
        name: "RangeError",
        message: `Cannot build a batch: start ${start} is not in 0 … 0`,
      });
    }
    for (const windowLength of [1, 11, 2.5]) {
      assert.throws(() => textWindows(new Uint8Array(10), { symbols: 1, windowLength }), {
        name: "RangeError",
        message:
          `Cannot cut windows: windowLength must be a whole number from 2 to 10, got ${windowLength}`,
      });
    }
  });
});
