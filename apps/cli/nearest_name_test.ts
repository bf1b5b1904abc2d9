import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { nearestName } from "./nearest_name.ts";

describe("nearestName()", () => {
  const known = ["learningRate", "batchSize", "steps", "seed"];

  it("finds the name with the fewest edits", () => {
    assert.equal(nearestName("learning_rate", known), "learningRate");
    assert.equal(nearestName("step", known), "steps");
    assert.equal(nearestName("batchsize", known), "batchSize");
  });

  it("finds nothing for a name unlike any other", () => {
    assert.equal(nearestName("momentum", known), undefined);
    assert.equal(nearestName("x", []), undefined);
  });
});
