import { arbitraryStatisticsCase, describe, it, recordedStore } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { SITE_NAMES } from "../math/sites.ts";
import { at } from "./at.ts";
import { createStore } from "./create_store.ts";
import { tables } from "./tables.ts";

describe("at()", () => {
  it("is row min(t, rows − 1) of the tables, also far beyond T_max", () => {
    fc.assert(
      fc.property(
        arbitraryStatisticsCase({ timeSteps: 5, batchSize: 5, minibatches: 4 }),
        fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(100_000)),
        (drawn, t) => {
          const store = recordedStore(drawn, { estimator: "pooled", timeSteps: 4, minShare: 0.5 });
          const whole = tables(store);
          const step = at(store, t);
          assert.equal(step === undefined, whole === undefined);
          for (const site of SITE_NAMES) {
            const table = whole?.[site];
            if (table === undefined) {
              assert.equal(step?.[site], undefined);
              continue;
            }
            const { rows, features } = table;
            const start = Math.min(t, rows - 1) * features;
            const row = (values: ArrayLike<number>) =>
              Array.from(values).slice(start, start + features);
            const { mean, variance, ...sizes } = step![site]!;
            assert.deepEqual(sizes, { rows: 1, features });
            assert.deepEqual(Array.from(mean), row(table.mean));
            assert.deepEqual(Array.from(variance), row(table.variance));
          }
        },
      ),
    );
  });

  it("refuses what is not a step", () => {
    const store = createStore({
      hiddenSize: 1,
      sites: { input: "none", hidden: "none", cell: "none" },
      timeSteps: 1,
      estimator: "pooled",
    });
    for (const t of [-1, 0.5, NaN, Infinity]) {
      assert.throws(
        () => at(store, t),
        new RangeError(
          `Cannot look up statistics: t must be a whole number of 0 or more, got ${t}`,
        ),
      );
    }
  });
});
