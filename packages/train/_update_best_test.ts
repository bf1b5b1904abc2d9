import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { updateBest } from "./_update_best.ts";
import type { BestEvaluation } from "./best_evaluation.ts";

describe("updateBest()", () => {
  it("prefers accuracy, then loss, and of equal evaluations the first", () => {
    const evaluations = [[0.5, 2], [0.6, 3], [0.6, 1], [0.6, 1], [0.5, 0.1]];
    let best: BestEvaluation | undefined;
    const steps = evaluations.map(([accuracy, loss], i) => {
      best = updateBest(best, i + 1, { accuracy, loss });
      return [best.step, best.evaluationsSince];
    });
    assert.deepEqual(steps, [[1, 0], [2, 0], [3, 0], [3, 1], [3, 2]]);
    assert.deepEqual(best?.metrics, { accuracy: 0.6, loss: 1 });
  });
});
