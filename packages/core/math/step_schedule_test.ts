import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { stepSchedule, type StepScheduleOptions } from "./step_schedule.ts";

const base: StepScheduleOptions = {
  timeSteps: 4,
  batchSize: 3,
  lengths: [4, 2, 3],
  mode: "train",
  minShare: 2 / 3,
};

describe("stepSchedule()", () => {
  it("counts active rows and fills up only the steps that have too few", () => {
    const { active, blend, gradientWeight, pairs, priorStep } = stepSchedule(base);
    assert.deepEqual(active, Int32Array.of(3, 3, 2, 1));
    assert.equal(pairs, 9);
    assert.equal(priorStep, 2);
    assert.deepEqual(blend, Float64Array.of(1, 1, 1, 1 / 2));
    assert.deepEqual(gradientWeight, Float64Array.of(1 / 3, 1 / 3, 1 / 2, 1 / 2));
  });

  it("takes every step as it is when any share will do", () => {
    const { priorStep, blend } = stepSchedule({ ...base, minShare: 0 });
    assert.equal(priorStep, 3);
    assert.deepEqual(blend, Float64Array.of(1, 1, 1, 1));
  });

  it("fills up every step that lacks a row when all are asked for", () => {
    const { priorStep, blend } = stepSchedule({ ...base, minShare: 1 });
    assert.equal(priorStep, 1);
    assert.deepEqual(blend, Float64Array.of(1, 1, 2 / 3, 1 / 3));
  });

  it("shrinks none of equal lengths, also shorter ones than T", () => {
    for (const minShare of [0, 0.3, 1]) {
      const { blend, priorStep } = stepSchedule({ ...base, minShare, lengths: [3, 3, 3] });
      assert.deepEqual(blend, Float64Array.of(1, 1, 1, 0));
      assert.equal(priorStep, 2);
    }
  });

  it("uses no batch statistics in eval", () => {
    const { training, blend, gradientWeight } = stepSchedule({ ...base, mode: "eval" });
    assert.equal(training, false);
    assert.ok([...blend, ...gradientWeight].every((value) => value === 0));
  });

  it("refuses lengths and shares out of range, naming the value", () => {
    const schedule = (change: Partial<StepScheduleOptions>) => () =>
      stepSchedule({ ...base, ...change });
    assert.throws(schedule({ lengths: [4, 2] }), /TypeError: .*3 rows, got 2/);
    assert.throws(schedule({ lengths: [4, 0, 1] }), /RangeError: .*row 1 .*got 0/);
    assert.throws(schedule({ lengths: [4, 1, 5] }), /RangeError: .*row 2 .*got 5/);
    assert.throws(schedule({ lengths: [4, 1, 1.5] }), /TypeError: .*got 1.5/);
    for (const minShare of [-0.1, 1.1, NaN]) {
      assert.throws(schedule({ minShare }), new RegExp(`RangeError: .*minShare .*got ${minShare}`));
    }
  });
});
