import { assertClose, describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { gaussian } from "./gaussian.ts";
import { orthogonal } from "./orthogonal.ts";
import { uniformSource } from "./uniform_source.ts";

/** The products of all pairs of rows, or of columns where those are fewer. */
function gram(matrix: Float32Array, rows: number, columns: number): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const at = (vector: number, i: number) =>
    matrix[rows <= columns ? vector * columns + i : i * columns + vector];
  return Float64Array.from({ length: count * count }, (_, pair) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += at(Math.floor(pair / count), i) * at(pair % count, i);
    return sum;
  });
}

function unitMatrix(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => i % (size + 1) === 0 ? 1 : 0);
}

/** `orthogonal` of at least as many rows as columns, one textbook reflection after the other. */
function unblocked(rows: number, columns: number, random: () => number): Float64Array {
  const q = new Float64Array(rows * columns);
  for (let k = columns - 1; k >= 0; k--) {
    const v = gaussian(rows - k, random);
    const sign = v[0] < 0 ? -1 : 1;
    q[k * columns + k] = -sign;
    v[0] += sign * Math.hypot(...v);
    const square = v.reduce((sum, value) => sum + value * value, 0);
    for (let j = k; j < columns; j++) {
      let dot = 0;
      for (let i = k; i < rows; i++) dot += v[i - k] * q[i * columns + j];
      for (let i = k; i < rows; i++) q[i * columns + j] -= 2 * v[i - k] * dot / square;
    }
  }
  return q;
}

describe("orthogonal()", () => {
  it("has orthonormal rows, or columns where those are fewer, at every shape", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 150 }));
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0 }), (rows, columns, seed) => {
        const matrix = orthogonal(rows, columns, uniformSource(seed));
        assert.equal(matrix.length, rows * columns);
        const products = gram(matrix, rows, columns);
        const expected = unitMatrix(Math.min(rows, columns));
        assertClose(products, expected, { absolute: 1e-6, relative: 0 });
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("is as orthonormal over several blocks", () => {
    const size = 300;
    const products = gram(orthogonal(size, size, uniformSource(2)), size, size);
    assertClose(products, unitMatrix(size), { absolute: 1e-6, relative: 0 });
  });

  it("equals reflection after reflection, around the edges of blocks", () => {
    const shapes = [[1, 1], [5, 3], [63, 63], [64, 64], [65, 65], [67, 64], [130, 66], [129, 128]];
    for (const [rows, columns] of shapes) {
      const expected = unblocked(rows, columns, uniformSource(3));
      const tolerance = { absolute: 1e-7, relative: 0 };
      const tall = orthogonal(rows, columns, uniformSource(3));
      assertClose(tall, expected, tolerance, `${rows} x ${columns}`);
      const wide = orthogonal(columns, rows, uniformSource(3));
      const transposed = expected.map((_, i) =>
        expected[(i % rows) * columns + Math.floor(i / rows)]
      );
      if (rows > columns) assertClose(wide, transposed, tolerance, `${columns} x ${rows}`);
    }
  });

  it("is a function of what the source returns", () => {
    const draw = (seed: number) => orthogonal(7, 9, uniformSource(seed));
    assert.deepEqual(draw(4), draw(4));
    assert.notDeepEqual(draw(4), draw(5));
    const random = uniformSource(4);
    assert.notDeepEqual(orthogonal(7, 9, random), orthogonal(7, 9, random));
  });

  it("is uniformly distributed: moments of elements and trace, rotations as likely as not", () => {
    // Under Haar's measure of O(3): E q = 0, E q² = 1/3, E q⁴ = 1/5, E trace = 0, E trace² = 1, and the
    // determinant is ±1 with equal probability. The bounds are five standard errors of 4000 draws.
    const draws = 4000;
    const size = 3;
    const sums = { first: [0, 0, 0], second: [0, 0, 0], fourth: [0, 0, 0] };
    let trace = 0, trace2 = 0, determinant = 0;
    for (let seed = 0; seed < draws; seed++) {
      const q = orthogonal(size, size, uniformSource(seed));
      for (let i = 0; i < size; i++) {
        const diagonal = q[i * size + i];
        sums.first[i] += diagonal / draws;
        sums.second[i] += diagonal ** 2 / draws;
        sums.fourth[i] += diagonal ** 4 / draws;
      }
      trace += (q[0] + q[4] + q[8]) / draws;
      trace2 += (q[0] + q[4] + q[8]) ** 2 / draws;
      determinant += (q[0] * (q[4] * q[8] - q[5] * q[7]) - q[1] * (q[3] * q[8] - q[5] * q[6]) +
        q[2] * (q[3] * q[7] - q[4] * q[6])) / draws;
    }
    const within = (deviation: number) => ({
      absolute: 5 * deviation / Math.sqrt(draws),
      relative: 0,
    });
    assertClose(sums.first, [0, 0, 0], within(Math.sqrt(1 / 3)), "mean");
    assertClose(sums.second, [1 / 3, 1 / 3, 1 / 3], within(Math.sqrt(4 / 45)), "second moment");
    assertClose(sums.fourth, [1 / 5, 1 / 5, 1 / 5], within(Math.sqrt(16 / 225)), "fourth moment");
    assertClose([trace, trace2], [0, 1], within(Math.sqrt(2)), "trace");
    assertClose([determinant], [0], within(1), "determinant");
  });

  it("stays orthonormal whatever the source returns", () => {
    for (const constant of [0, 0.25, 0.5, 1 - 2 ** -53]) {
      const matrix = orthogonal(5, 5, () => constant);
      assertClose(gram(matrix, 5, 5), unitMatrix(5), { absolute: 1e-6, relative: 0 });
    }
  });

  it("refuses sizes that are not whole numbers of at least 1", () => {
    const random = uniformSource(1);
    assert.throws(() => orthogonal(0, 3, random), {
      name: "RangeError",
      message: /Cannot make an orthogonal matrix: rows must be .* got 0/,
    });
    assert.throws(() => orthogonal(3, 2.5, random), /columns must be .* got 2.5/);
  });
});
