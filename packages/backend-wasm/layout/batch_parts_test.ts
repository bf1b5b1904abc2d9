import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { batchParts } from "./batch_parts.ts";
import { packedRows } from "./step_table.ts";

/** Active rows of each step for rows of these lengths, longest first. */
function scheduleOf(lengths: number[]) {
  const steps = lengths[0];
  const active = Int32Array.from(
    { length: steps },
    (_, t) => lengths.filter((length) => length > t).length,
  );
  return { steps, active };
}

describe("batchParts()", () => {
  it("gives each row to one part, in whole panels, and counts the packed rows of all", () => {
    for (const batch of [24, 29, 40, 100]) {
      for (
        const lengths of [
          new Array(batch).fill(7),
          Array.from({ length: batch }, (_, b) => batch - b),
        ]
      ) {
        const schedule = scheduleOf(lengths);
        const parts = batchParts(schedule, 3);
        let [first, packed] = [0, 0];
        for (const part of parts) {
          assert.ok(part.batch > 0 && part.first % 8 === 0);
          assert.equal(part.first, first);
          assert.equal(part.packedBefore, packed);
          assert.equal(part.packed.steps, lengths[first]);
          assert.equal(part.packed.active[0], part.batch);
          first += part.batch;
          packed += part.packed.starts[part.packed.steps];
        }
        assert.equal(first, batch);
        assert.equal(packed, packedRows(schedule).starts[schedule.steps]);
      }
    }
  });

  it("gives each part about as much to do: fewer rows where they are longer", () => {
    const sizes = (lengths: number[], count: number) =>
      batchParts(scheduleOf(lengths), count).map(({ batch }) => batch);
    assert.deepEqual(sizes(new Array(64).fill(5), 2), [32, 32]);
    assert.deepEqual(sizes([...new Array(16).fill(40), ...new Array(48).fill(10)], 2), [16, 48]);
    assert.deepEqual(sizes([...new Array(8).fill(100), ...new Array(16).fill(1)], 3), [8, 8, 8]);
  });
});
