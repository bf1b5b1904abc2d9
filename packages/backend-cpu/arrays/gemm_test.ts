import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { gemm } from "./gemm.ts";
import { matrix } from "./matrix.ts";

const size = fc.integer({ min: 1, max: 9 });

describe("gemm()", () => {
  it("gives every dot product, at any size, offset and stride, and touches nothing else", () => {
    fc.assert(
      fc.property(
        fc.record({
          rows: size,
          columns: size,
          depth: size,
          gap: fc.nat(3),
          offset: fc.nat(5),
          accumulate: fc.boolean(),
        }),
        ({ rows, columns, depth, gap, offset, accumulate }) => {
          const filled = (count: number, stride: number, seed: number) =>
            matrix(Float32Array.from(gaussian(offset + count * stride, seed)), stride, offset);
          const a = filled(rows, depth + gap, 1);
          const b = filled(columns, depth + gap, 2);
          const out = filled(columns, rows + gap, 3);
          const expected = Float64Array.from(out.values);
          for (let j = 0; j < columns; j++) {
            for (let i = 0; i < rows; i++) {
              let sum = accumulate ? expected[offset + j * out.stride + i] : 0;
              for (let k = 0; k < depth; k++) {
                sum += a.values[offset + i * a.stride + k] * b.values[offset + j * b.stride + k];
              }
              expected[offset + j * out.stride + i] = sum;
            }
          }
          gemm(a, rows, b, columns, depth, out, accumulate);
          assertClose(out.values, expected, { absolute: 0, relative: 1e-7 });
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it("sums in float64", () => {
    const depth = 1001;
    const a = matrix(new Float32Array(depth).fill(2 ** -12), depth);
    const b = matrix(new Float32Array(depth).fill(2 ** -12), depth);
    a.values[0] = b.values[0] = 1;
    const out = matrix(new Float32Array(1), 1);
    gemm(a, 1, b, 1, depth, out);
    // In float32 each of the small products would vanish beside 1.
    assert.equal(out.values[0], Math.fround(1 + 1000 * 2 ** -24));
  });
});
