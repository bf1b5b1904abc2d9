import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import {
  grad,
  matMul,
  memory,
  mul,
  setBackend,
  sum,
  type Tensor2D,
  tensor2d,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import assert from "node:assert/strict";
import { gatherRows } from "./gather_rows.ts";

/** Rows of a table of `size` and, in float64, what a dense product with them and its gradient give. */
function dense(rows: Int32Array, size: number, features: number) {
  const table = new Float32Array(gaussian(size * features, 1));
  const dy = new Float32Array(gaussian(rows.length * features, 2));
  const y = new Float64Array(dy.length);
  const gradient = new Float64Array(table.length);
  rows.forEach((row, n) => {
    for (let j = 0; row >= 0 && j < features; j++) {
      y[n * features + j] = table[row * features + j];
      gradient[row * features + j] += dy[n * features + j];
    }
  });
  return { table, dy, y, gradient };
}

async function gradientOf(
  values: { table: Float32Array; dy: Float32Array },
  rows: Int32Array,
  features: number,
): Promise<Float32Array> {
  const dy = tensor2d(values.dy, [rows.length, features]);
  const table = tensor2d(values.table, [values.table.length / features, features]);
  const gradient = grad((x) => sum(mul(gatherRows(x as Tensor2D, rows), dy)))(table);
  return await gradient.data<"float32">();
}

const backends = { cpu: () => setBackend("cpu"), wasm: () => setupWasm({ threads: 1 }) };
for (const [name, start] of Object.entries(backends)) {
  describe(`gatherRows() on ${name}`, () => {
    it("agrees with float64, for numbers in any order, repeated, missing or −1", async () => {
      await start();
      await fc.assert(fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
        async (size, features, drawn) => {
          const rows = Int32Array.from(drawn, (value) => value % (size + 1) - 1);
          const expected = dense(rows, size, features);
          const table = tensor2d(expected.table, [size, features]);
          const y = await gatherRows(table, rows).data();
          assertClose(y, expected.y, { absolute: 0, relative: 0 });
          const tolerance = { absolute: 0, relative: 1e-6 };
          assertClose(await gradientOf(expected, rows, features), expected.gradient, tolerance);
        },
      ));
    });

    it("agrees with a product with one-hot rows", async () => {
      await start();
      const [size, features] = [50, 8];
      const rows = Int32Array.from({ length: 400 }, (_, n) => n * n % 47);
      const values = dense(rows, size, features);
      const oneHot = new Float32Array(rows.length * size);
      rows.forEach((row, n) => oneHot[n * size + row] = 1);
      const dy = tensor2d(values.dy, [rows.length, features]);
      const table = tensor2d(values.table, [size, features]);
      const expected = grad((x) =>
        sum(mul(matMul(tensor2d(oneHot, [rows.length, size]), x as Tensor2D), dy))
      )(table);
      const tolerance = { absolute: 0, relative: 1e-6 };
      assertClose(await gradientOf(values, rows, features), await expected.data(), tolerance);
    });
  });
}

describe("gatherRows()", () => {
  it("adds copies in the same order whatever stands between them", async () => {
    await setBackend("cpu");
    const rows = Int32Array.from({ length: 37 }, (_, n) => n % 3);
    const values = dense(rows, 3, 2);
    const gradient = await gradientOf(values, rows, 2);
    // The same rows with padding after each.
    const padded = new Int32Array(74).fill(-1);
    const dy = new Float32Array(4 * 37).fill(NaN);
    rows.forEach((row, n) => {
      padded[2 * n] = row;
      dy.set(values.dy.subarray(2 * n, 2 * n + 2), 4 * n);
    });
    assert.deepEqual(await gradientOf({ ...values, dy }, padded, 2), gradient);
  });

  it("leaves no tensors but its result", async () => {
    await setBackend("cpu");
    const table = tensor2d([1, 2, 3, 4], [2, 2]);
    const before = memory().numTensors;
    gatherRows(table, Int32Array.of(1, -1)).dispose();
    const rows = Int32Array.of(1, 1, 0, 1, -1);
    grad((x) => sum(gatherRows(x as Tensor2D, rows)))(table).dispose();
    assert.equal(memory().numTensors, before);
  });

  it("refuses numbers outside of the table", () => {
    for (const wrong of [2, -2]) {
      assert.throws(() => gatherRows(tensor2d([1, 2], [2, 1]), Int32Array.of(0, wrong)), {
        name: "RangeError",
        message: `Cannot gather rows: ${wrong} is not in −1 … 1`,
      });
    }
  });
});
