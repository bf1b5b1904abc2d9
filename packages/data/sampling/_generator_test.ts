import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { generatorFor } from "./_generator.ts";

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
