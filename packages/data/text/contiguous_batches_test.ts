import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { contiguousBatches } from "./contiguous_batches.ts";

const symbols = 200;

describe("contiguousBatches()", () => {
  it("predicts every symbol but the first once, in rows that go on from batch to batch", () => {
    const cases = fc.record({
      length: fc.integer({ min: 2, max: 150 }),
      streams: fc.integer({ min: 1, max: 7 }),
      timeSteps: fc.integer({ min: 1, max: 40 }),
    }).filter(({ length, streams }) => streams < length);
    fc.assert(fc.property(cases, ({ length, streams, timeSteps }) => {
      const text = Uint8Array.from({ length }, (_, at) => at);
      const read: number[][] = Array.from({ length: streams }, () => []);
      for (const batch of contiguousBatches(text, { symbols, streams, timeSteps })) {
        assert.equal(batch.batchSize, streams);
        assert.ok(batch.timeSteps <= timeSteps + 1);
        for (let row = 0; row < streams; row++) {
          const active = batch.lengths?.[row] ?? batch.timeSteps;
          assert.ok(active >= 1);
          for (let step = 0; step < batch.timeSteps; step++) {
            const at = step * streams + row;
            const input = batch.inputs.subarray(at * symbols, (at + 1) * symbols).indexOf(1);
            if (step < active) {
              assert.equal(batch.targets[at], input + 1);
              read[row].push(input);
            } else assert.deepEqual([input, batch.targets[at]], [-1, -1]);
          }
        }
      }
      assert.deepEqual(read.flat(), [...Array(length - 1).keys()]);
      const lengths = read.map((row) => row.length);
      assert.ok(lengths[0] - lengths[streams - 1] <= 1);
    }));
  });

  it("is one long row by default", () => {
    const batches = [...contiguousBatches(new Uint8Array(2501), { symbols: 1 })];
    assert.deepEqual(batches.map(({ timeSteps }) => timeSteps), [1000, 1000, 500]);
    assert.deepEqual(batches.map(({ batchSize, lengths }) => [batchSize, lengths]), [
      [1, undefined],
      [1, undefined],
      [1, undefined],
    ]);
  });

  it("expects nothing where the alphabet lacks the symbol", () => {
    const [{ inputs, targets }] = contiguousBatches(new Uint8Array([0, 2, 1]), { symbols: 2 });
    assert.deepEqual([...targets], [-1, 1]);
    assert.deepEqual([...inputs], [1, 0, 0, 0]);
  });

  it("refuses more streams than predictions, and unknown options", () => {
    const read = (options: object) => () => [
      ...contiguousBatches(new Uint8Array(5), { symbols: 1, ...options }),
    ];
    for (const streams of [0, 5, 1.5]) {
      assert.throws(read({ streams }), { name: "RangeError", message: RegExp(`got ${streams}`) });
    }
    assert.throws(read({ timeSteps: 0 }), { name: "RangeError", message: /timeSteps .* got 0/ });
    assert.throws(read({ stride: 1 }), { name: "TypeError", message: /unknown option "stride"/ });
  });
});
