import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { accumulate } from "./accumulate.ts";
import { createStore } from "./create_store.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";

const empty = createStore({
  hiddenSize: 1,
  sites: { input: "none", hidden: "none", cell: "none" },
  timeSteps: 4,
  estimator: "pooled",
  minCount: 5,
});

describe("effectiveTimeSteps()", () => {
  it("is 0 for an empty store", () => {
    assert.equal(effectiveTimeSteps(empty), 0);
  });

  it("ends at the last step that has seen minCount rows, over all minibatches", () => {
    const once = accumulate(empty, { active: [6, 5, 4, 3], sites: {} });
    assert.equal(effectiveTimeSteps(once), 2);
    const twice = accumulate(once, { active: [2, 1, 1, 1], sites: {} });
    assert.equal(effectiveTimeSteps(twice), 3);
    assert.equal(effectiveTimeSteps(accumulate(twice, { active: [1, 1, 1, 1], sites: {} })), 4);
  });
});
