import { assertClose, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { learningRate } from "./_learning_rate.ts";
import type { OptimizerConfig } from "../config/optimizer_config.ts";
import { runConfigSchema } from "../config/run_config.ts";

const EXACT = { absolute: 1e-15, relative: 0 };

function rates(given: Partial<OptimizerConfig>, steps: number): number[] {
  const { optimizer } = runConfigSchema.parse({
    optimizer: { learningRate: 1, schedule: "constant", ...given },
  });
  return Array.from({ length: steps }, (_, i) => learningRate(optimizer, i + 1, steps));
}

describe("learningRate()", () => {
  it("is constant", () => {
    assert.deepEqual(rates({}, 3), [1, 1, 1]);
  });

  it("rises in equal parts during the warm-up and reaches the full rate at its end", () => {
    assertClose(rates({ warmupSteps: 4 }, 6), [0.25, 0.5, 0.75, 1, 1, 1], EXACT);
  });

  it("falls along a half cosine from the full rate to almost nothing", () => {
    const half = Math.SQRT1_2;
    assertClose(
      rates({ schedule: "cosine", warmupSteps: 1 }, 5),
      [1, 1, (1 + half) / 2, 0.5, (1 - half) / 2],
      EXACT,
    );
  });

  it("drops by a factor at equal intervals", () => {
    assertClose(
      rates({ schedule: "step", dropEvery: 2, dropFactor: 0.1, warmupSteps: 1 }, 6),
      [1, 1, 1, 0.1, 0.1, 0.01],
      EXACT,
    );
  });
});
