import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { type BestEvaluation, updateBest } from "./best_evaluation.ts";
import { ACCURACY, BITS_PER_CHARACTER, type HeadlineMetric } from "../tasks/headline_metric.ts";

/** For each evaluation in turn the step of the best one, and how many came since. */
function follow(evaluations: number[][], headline: HeadlineMetric): number[][] {
  let best: BestEvaluation | undefined;
  return evaluations.map(([accuracy, loss], i) => {
    best = updateBest(best, i + 1, { accuracy, loss, predictions: 10 }, headline);
    return [best.step, best.evaluationsSince];
  });
}

describe("updateBest()", () => {
  const evaluations = [[0.5, 2], [0.6, 3], [0.6, 1], [0.6, 1], [0.5, 0.1]];

  it("prefers the headline metric, then loss, and of equal evaluations the first", () => {
    const expected = [[1, 0], [2, 0], [3, 0], [3, 1], [3, 2]];
    assert.deepEqual(follow(evaluations, ACCURACY), expected);
  });

  it("takes less for better where it is", () => {
    const expected = [[1, 0], [1, 1], [3, 0], [3, 1], [5, 0]];
    assert.deepEqual(follow(evaluations, BITS_PER_CHARACTER), expected);
  });
});
