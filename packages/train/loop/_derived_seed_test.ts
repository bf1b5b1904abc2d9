import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { derivedSeed } from "./_derived_seed.ts";

describe("derivedSeed()", () => {
  it("is the same for the same use, a whole number below 2³²", () => {
    const seed = derivedSeed(1, "noise", 7);
    assert.equal(seed, derivedSeed(1, "noise", 7));
    assert.equal(seed, seed >>> 0);
  });

  it("differs between seeds, uses and steps", () => {
    const seeds = new Set<number>();
    for (let seed = 0; seed < 10; seed++) {
      for (const use of ["noise", "order"]) {
        for (let step = 0; step < 100; step++) seeds.add(derivedSeed(seed, use, step));
      }
    }
    assert.equal(seeds.size, 2000);
  });

  it("spreads the seeds of neighboring steps over all bits", () => {
    const differing = Array.from({ length: 32 }, () => 0);
    for (let step = 0; step < 1000; step++) {
      const changed = derivedSeed(1, "noise", step) ^ derivedSeed(1, "noise", step + 1);
      differing.forEach((_, bit) => differing[bit] += (changed >>> bit) & 1);
    }
    for (const count of differing) assert.ok(count > 400 && count < 600, `${count} of 1000`);
  });
});
