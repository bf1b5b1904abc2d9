import { moments } from "@bnlstm/core/reference";
import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { columnMoments } from "./column_moments.ts";
import { matrix } from "./matrix.ts";

function momentsOf(values: Float32Array, features: number, n: number) {
  const result = { mean: new Float64Array(features), variance: new Float64Array(features) };
  columnMoments(matrix(values, n), features, n, result);
  return result;
}

describe("columnMoments()", () => {
  it("agrees with the two-pass reference, also far from zero", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 1e4),
        (features, n, center) => {
          const values = Float32Array.from(gaussian(features * n, n), (value) => value + center);
          const actual = momentsOf(values, features, n);
          const rows = Array.from({ length: n }, (_, b) => b);
          const byRow = Float64Array.from(
            values,
            (_, i) => values[(i % features) * n + Math.floor(i / features)],
          );
          const expected = moments(byRow, rows, features);
          assertClose(actual.mean, expected.mean, { absolute: 0, relative: 1e-15 * n });
          assertClose(actual.variance, expected.variance, { absolute: 0, relative: 1e-14 * n });
        },
      ),
      { seed: 3 },
    );
  });

  it("gives a variance of exactly zero for equal values", () => {
    const { mean, variance } = momentsOf(new Float32Array(7).fill(0.1), 1, 7);
    assert.deepEqual([mean[0], variance[0]], [Math.fround(0.1), 0]);
  });

  it("keeps NaN", () => {
    const { mean, variance } = momentsOf(Float32Array.of(1, NaN, 2), 1, 3);
    assert.ok(Number.isNaN(mean[0]) && Number.isNaN(variance[0]));
  });
});
