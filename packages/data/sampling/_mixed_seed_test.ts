import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { mixedSeed } from "./_mixed_seed.ts";

describe("mixedSeed()", () => {
  it("gives a seed of its own to almost every combination of small numbers", () => {
    const seeds = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      for (let epoch = 0; epoch < 50; epoch++) {
        for (let index = 0; index < 100; index++) {
          const mixed = mixedSeed(seed, epoch, index);
          assert.equal(mixed >>> 0, mixed);
          seeds.add(mixed);
        }
      }
    }
    // Of 100,000 seeds drawn at random, 1.2 pairs are expected to be the same.
    assert.ok(seeds.size > 99_980, `${seeds.size} different seeds`);
  });
});
