import assert from "node:assert/strict";
import { assertClose } from "./assert_close.ts";
import { describe, it } from "./bdd.ts";

const exact = { absolute: 0, relative: 0 };

describe("assertClose()", () => {
  it("passes on equal values and within the tolerance", () => {
    assertClose([1, 2], [1, 2], exact);
    assertClose([100, 0.05], [100, 0], { absolute: 0, relative: 1e-3 });
  });

  it("fails beyond the tolerance, naming the worst element", () => {
    assert.throws(() => assertClose([1, 2.5], [1, 2], exact, "wx"), /wx: at 1 got 2.5, expected 2/);
  });

  it("fails on NaN, on infinities and on unequal lengths", () => {
    const generous = { absolute: 1e9, relative: 1e9 };
    assert.throws(() => assertClose([NaN], [0], generous), /got NaN/);
    assert.throws(() => assertClose([Infinity], [0], generous), /got Infinity/);
    assert.throws(() => assertClose([0], [NaN], generous), /expected NaN/);
    assert.throws(() => assertClose([0], [0, 0], generous), /expected 2 elements, got 1/);
  });
});
