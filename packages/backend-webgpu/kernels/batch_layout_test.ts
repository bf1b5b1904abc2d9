import { stepSchedule } from "@bnlstm/core/kernels";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { batchLayout, chunkRows, rowWindow } from "./batch_layout.ts";

const shape = { timeSteps: 10, batchSize: 4, inputSize: 3, hiddenSize: 8 };
const schedule = stepSchedule({
  ...shape,
  lengths: [9, 9, 5, 1],
  mode: "train",
  minShare: 0,
});
/** Bytes of one step of the widest matrix. */
const STEP = 4 * 4 * 4 * 8;

describe("batchLayout()", () => {
  it("packs active rows step after step, and steps without any not at all", () => {
    const layout = batchLayout(shape, schedule, 2 ** 20);
    assert.equal(layout.steps, 9);
    assert.deepEqual([...layout.first], [0, 4, 7, 10, 13, 16, 18, 20, 22, 24]);
    assert.deepEqual([...layout.previous], [0, 4, 8, 11, 14, 17, 20, 22, 24]);
    assert.deepEqual([layout.padded, layout.pairs], [true, 24]);
  });

  it("takes one chunk where the limit allows it", () => {
    assert.deepEqual(batchLayout(shape, schedule, 2 ** 20).chunks, [{ from: 0, to: 9 }]);
  });

  it("cuts the steps so that no binding passes the limit", () => {
    const limit = 7 * STEP + 256;
    const layout = batchLayout(shape, schedule, limit);
    assert.deepEqual(layout.chunks, [{ from: 0, to: 6 }, { from: 6, to: 9 }]);
    const buffer = {} as GPUBuffer;
    for (const chunk of layout.chunks) {
      for (const rows of Object.values(chunkRows(layout, chunk))) {
        for (const width of [3, 8, 32]) {
          const { binding, origin } = rowWindow(buffer, width, rows);
          assert.ok(binding.size! <= limit);
          assert.equal(binding.offset! % 256, 0);
          assert.equal(origin * 4, binding.offset);
          assert.ok(origin <= rows[0] * width);
          assert.equal(binding.offset! + binding.size!, 4 * width * rows[1]);
        }
      }
    }
  });

  it("refuses a limit that what is bound as a whole passes, with both sizes", () => {
    assert.throws(() => batchLayout(shape, schedule, STEP), {
      name: "RangeError",
      message: new RegExp(
        `H = 8 needs bindings of ${40 * 8 * 10} bytes, the device has ${STEP}`,
      ),
    });
  });
});
