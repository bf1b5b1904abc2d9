import { assertClose, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { uniformSource } from "./uniform_source.ts";

describe("uniformSource()", () => {
  it("repeats itself for the same seed and stream only", () => {
    const first = (seed: number, stream?: number) => {
      const random = uniformSource(seed, stream);
      return [random(), random()];
    };
    assert.deepEqual(first(1), first(1));
    assert.deepEqual(first(1), first(1, 0));
    assert.notDeepEqual(first(1), first(2));
    assert.notDeepEqual(first(1), first(1, 1));
  });

  it("starts anywhere in [0, 1), also for neighboring seeds", () => {
    const seeds = 2000;
    let mean = 0, square = 0, product = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const value = uniformSource(seed)() - 0.5;
      assert.ok(value >= -0.5 && value < 0.5);
      mean += value / seeds;
      square += value ** 2 / seeds;
      product += value * (uniformSource(seed + 1)() - 0.5) / seeds;
    }
    // Five standard errors.
    const within = (variance: number) => ({
      absolute: 5 * Math.sqrt(variance / seeds),
      relative: 0,
    });
    assertClose([mean], [0], within(1 / 12), "mean");
    assertClose([square], [1 / 12], within(1 / 180), "variance");
    assertClose([product], [0], within(1 / 144), "covariance of neighbors");
  });

  it("refuses a seed or stream that is not a whole number from 0 to 2³² − 1", () => {
    for (const wrong of [-1, 0.5, 2 ** 32, NaN]) {
      assert.throws(() => uniformSource(wrong), { name: "RangeError", message: /seed must be/ });
      assert.throws(() => uniformSource(1, wrong), { name: "RangeError", message: /stream must/ });
    }
  });
});
