import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { stepSchedule, type StepScheduleOptions } from "./step_schedule.ts";

const base: StepScheduleOptions = {
  timeSteps: 4,
  batchSize: 3,
  lengths: [4, 2, 3],
  mode: "train",
  shrinkage: { kappa: 2, minCount: 2 },
  hasPopulation: true,
};

describe("stepSchedule()", () => {
  it("counts active rows and blends only the steps that lack some", () => {
    const { active, blend, gradientWeight, pairs, priorStep } = stepSchedule(base);
    assert.deepEqual(active, Int32Array.of(3, 3, 2, 1));
    assert.equal(pairs, 9);
    assert.equal(priorStep, -1);
    assert.deepEqual(blend, Float64Array.of(1, 1, 2 / 4, 1 / 3));
    // λ/n is 1/(n + κ) where a step is shrunk.
    assert.deepEqual(gradientWeight, Float64Array.of(1 / 3, 1 / 3, 1 / 4, 1 / 3));
  });

  it("takes the last step with minCount rows as the prior while there is no population", () => {
    const { priorStep, blend } = stepSchedule({ ...base, hasPopulation: false });
    assert.equal(priorStep, 2);
    assert.deepEqual(blend, Float64Array.of(1, 1, 1, 1 / 3));
  });

  it("falls back to step 0 when no step has minCount rows", () => {
    const shrinkage = { kappa: 2, minCount: 10 };
    const { priorStep } = stepSchedule({ ...base, shrinkage, hasPopulation: false });
    assert.equal(priorStep, 0);
  });

  it("uses no batch statistics in eval", () => {
    const { training, blend, gradientWeight } = stepSchedule({ ...base, mode: "eval" });
    assert.equal(training, false);
    assert.ok([...blend, ...gradientWeight].every((value) => value === 0));
  });

  it("refuses lengths and shrinkage out of range, naming the value", () => {
    const schedule = (change: Partial<StepScheduleOptions>) => () =>
      stepSchedule({ ...base, ...change });
    assert.throws(schedule({ lengths: [4, 2] }), /TypeError: .*3 rows, got 2/);
    assert.throws(schedule({ lengths: [4, 0, 1] }), /RangeError: .*row 1 .*got 0/);
    assert.throws(schedule({ lengths: [4, 1, 5] }), /RangeError: .*row 2 .*got 5/);
    assert.throws(schedule({ lengths: [4, 1, 1.5] }), /TypeError: .*got 1.5/);
    assert.throws(schedule({ shrinkage: { kappa: -1, minCount: 1 } }), /kappa .*got -1/);
    assert.throws(schedule({ shrinkage: { kappa: NaN, minCount: 1 } }), /kappa .*got NaN/);
    assert.throws(schedule({ shrinkage: { kappa: 1, minCount: 0 } }), /minCount .*got 0/);
  });
});
