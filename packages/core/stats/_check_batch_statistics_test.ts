import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { record } from "./record.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import { createStore } from "./create_store.ts";

const store = createStore({
  hiddenSize: 1,
  sites: { input: "none", hidden: "none", cell: "timestep" },
  timeSteps: 2,
  estimator: "pooled",
});

function batch(
  { active = [4, 3, 2], mean = [1, 2, 3], variance = [1, 1, 1], rows = 3, features = 1 },
): BatchStatistics {
  return { active, sites: { cell: { rows, features, mean, variance } } };
}

describe("checkBatchStatistics()", () => {
  it("accepts what fits", () => {
    assert.deepEqual([...record(store, batch({})).count], [4, 3]);
  });

  it("accepts anything in rows that are not recorded", () => {
    const beyond = batch({ mean: [1, 2, NaN], variance: [1, 1, -1] });
    assert.deepEqual([...record(store, beyond).count], [4, 3]);
    const padding = batch({ active: [4, 0, 0], mean: [1, NaN, NaN], variance: [1, Infinity, NaN] });
    assert.deepEqual([...record(store, padding).tables.cell!.mean], [1, 0]);
  });

  it("refuses what does not fit, naming the site and the value", () => {
    const table = batch({}).sites.cell!;
    const refused: [BatchStatistics, RegExp][] = [
      [batch({ active: [4, 3.5, 2] }), /active rows of step 1 .* got 3.5/],
      [batch({ active: [4, 3, -1] }), /active rows of step 2 .* got -1/],
      [batch({ active: [4, 2, 3] }), /may not increase, got 2 at step 1 and 3 at step 2/],
      [batch({ active: [4, 3] }), /cell site must have 2 rows of 1 features, got 3 of 1/],
      [batch({ features: 2 }), /cell site must have 3 rows of 1 features, got 3 of 2/],
      [batch({ mean: [1, 2] }), /with 2 means and 3 variances/],
      [batch({ variance: [1] }), /with 3 means and 1 variances/],
      [batch({ mean: [1, NaN, 3] }), /got NaN and 1 at step 1, feature 0 of the cell site/],
      [batch({ mean: [-Infinity, 2, 3] }), /got -Infinity and 1 at step 0/],
      [batch({ variance: [1, -1e-9, 1] }), /got 2 and -1e-9 at step 1/],
      [batch({ variance: [1, NaN, 1] }), /got 2 and NaN at step 1/],
      [batch({ variance: [Infinity, 1, 1] }), /got 1 and Infinity at step 0/],
      [{ active: [1], sites: {} }, /cell site as "timestep", the minibatch has no table/],
      [
        { ...batch({}), sites: { cell: table, hidden: table } },
        /hidden site as "none", .* has a table/,
      ],
      [
        { ...batch({}), sites: { cell: table, output: table } } as BatchStatistics,
        /unknown site "output"/,
      ],
    ];
    for (const [batch, message] of refused) {
      assert.throws(
        () => record(store, batch),
        (error: Error) =>
          error.message.startsWith("Cannot record batch statistics: ") &&
          message.test(error.message),
        String(message),
      );
    }
  });
});
