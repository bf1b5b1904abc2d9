import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { fastTanh } from "./fast_tanh.ts";

describe("fastTanh()", () => {
  it("has a relative error of at most 5.1e-11 everywhere", () => {
    let worst = 0;
    const check = (x: number) => {
      const expected = Math.tanh(x);
      worst = Math.max(worst, Math.abs(fastTanh(x) - expected) / Math.abs(expected));
    };
    for (let i = 1; i <= 2_000_000; i++) check(i / 80_000), check(-i / 80_000);
    for (let exponent = -300; exponent < 0; exponent++) {
      check(10 ** exponent), check(-(10 ** exponent));
    }
    assert.ok(worst <= 5.1e-11, `largest relative error ${worst}`);
  });

  it("is ±1 where tanh is, up to infinity", () => {
    for (const x of [20, 88, 1e10, Number.MAX_VALUE, Infinity]) {
      assert.equal(fastTanh(x), 1);
      assert.equal(fastTanh(-x), -1);
    }
  });

  it("keeps zero, the smallest numbers, and NaN", () => {
    assert.ok(fastTanh(0) === 0 && fastTanh(-0) === 0);
    for (const x of [Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -149, 1e-310, -1e-310]) {
      assert.equal(fastTanh(x), x);
    }
    assert.ok(Number.isNaN(fastTanh(NaN)));
  });
});
