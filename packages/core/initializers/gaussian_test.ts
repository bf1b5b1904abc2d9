import { assertClose, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { gaussian } from "./gaussian.ts";
import { uniformSource } from "./uniform_source.ts";

describe("gaussian()", () => {
  it("has the moments of the normal distribution", () => {
    const length = 100_000;
    const values = gaussian(length, uniformSource(1), 2).map((value) => value / 2);
    const moment = (power: number) => values.reduce((sum, v) => sum + v ** power, 0) / length;
    // Five standard errors: the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
    const within = (variance: number) => ({
      absolute: 5 * Math.sqrt(variance / length),
      relative: 0,
    });
    assertClose([moment(1)], [0], within(1), "mean");
    assertClose([moment(2)], [1], within(2), "variance");
    assertClose([moment(3)], [0], within(15), "skewness");
    assertClose([moment(4)], [3], within(96), "kurtosis");
    const neighbors = values.reduce((sum, v, i) => sum + v * (values[i + 1] ?? 0), 0) / length;
    assertClose([neighbors], [0], within(1), "correlation of neighbors");
  });

  it("starts a longer draw with a shorter one, of odd length too", () => {
    const long = gaussian(8, uniformSource(2));
    for (const length of [0, 1, 5, 8]) {
      assert.deepEqual(gaussian(length, uniformSource(2)), long.subarray(0, length));
    }
  });

  it("stays finite where the source returns 0", () => {
    assert.ok(gaussian(2, () => 0).every((value) => value === 0));
  });
});
