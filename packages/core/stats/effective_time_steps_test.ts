import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { record } from "./record.ts";
import { createStore } from "./create_store.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";

const empty = createStore({
  hiddenSize: 1,
  sites: { input: "none", hidden: "none", cell: "none" },
  timeSteps: 4,
  estimator: "pooled",
  minShare: 0.5,
});

describe("effectiveTimeSteps()", () => {
  it("is 0 for an empty store", () => {
    assert.equal(effectiveTimeSteps(empty), 0);
  });

  it("ends at the last step that minShare of the rows reached, over all minibatches", () => {
    const once = record(empty, { active: [6, 4, 3, 2], sites: {} });
    assert.equal(effectiveTimeSteps(once), 3);
    const twice = record(once, { active: [2, 2, 0, 0], sites: {} });
    assert.equal(effectiveTimeSteps(twice), 2);
    assert.equal(effectiveTimeSteps(record(twice, { active: [4, 4, 4, 4], sites: {} })), 4);
  });

  it("ends at the last step seen when any share will do", () => {
    const store = record({ ...empty, minShare: 0 }, { active: [6, 1, 1, 0], sites: {} });
    assert.equal(effectiveTimeSteps(store), 3);
    assert.equal(effectiveTimeSteps({ ...empty, minShare: 0 }), 0);
  });
});
