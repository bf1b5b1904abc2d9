import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { generatorFor, mixedSeed } from "./_generator.ts";

describe("generatorFor()", () => {
  it("gives neighboring seeds first outputs that have nothing in common", () => {
    const differences = new Set<number>();
    for (let seed = 0; seed < 1000; seed++) {
      differences.add(generatorFor(seed + 1).next() - generatorFor(seed).next() | 0);
    }
    assert.ok(differences.size > 950, `${differences.size} different differences of 1000`);
  });

  it("refuses what is not a 32-bit unsigned integer", () => {
    for (const seed of [-1, 0.5, 2 ** 32, NaN, "1" as unknown as number]) {
      assert.throws(() => generatorFor(seed), {
        name: "RangeError",
        message: `Cannot seed a generator: expected an integer in 0 … 2³² − 1, got ${seed}`,
      });
    }
    generatorFor(0);
    generatorFor(2 ** 32 - 1);
  });
});

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
