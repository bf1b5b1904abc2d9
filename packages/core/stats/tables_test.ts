import { arbitraryStatisticsCase, describe, it, recordedStore } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { SITE_NAMES } from "../math/sites.ts";
import { record } from "./record.ts";
import { createStore } from "./create_store.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import { tables } from "./tables.ts";

describe("tables()", () => {
  it("has a row for each step up to the effective T_max, with the store's estimates", () => {
    let store = createStore({
      hiddenSize: 1,
      sites: { input: "sequence", hidden: "none", cell: "timestep" },
      timeSteps: 4,
      estimator: "pooled",
      minShare: 0.6,
    });
    assert.equal(tables(store), undefined);
    store = record(store, {
      active: [5, 3, 2],
      sites: {
        input: { rows: 1, features: 4, mean: [1, 2, 3, 4], variance: [5, 6, 7, 8] },
        cell: { rows: 3, features: 1, mean: [1, 2, 3], variance: [4, 5, 6] },
      },
    });
    const { input, cell, ...rest } = tables(store)!;
    assert.deepEqual(rest, {});
    assert.deepEqual([...input!.mean as Float64Array], [1, 2, 3, 4]);
    assert.deepEqual([...input!.variance as Float64Array], [5, 6, 7, 8]);
    assert.deepEqual([input!.rows, input!.features], [1, 4]);
    assert.deepEqual([...cell!.mean as Float64Array], [1, 2]);
    assert.deepEqual([...cell!.variance as Float64Array], [4, 5]);
    assert.deepEqual([cell!.rows, cell!.features], [2, 1]);
  });

  it("never serves a row that fewer than minShare of the rows reached", () => {
    fc.assert(
      fc.property(
        arbitraryStatisticsCase({ timeSteps: 5, batchSize: 5, minibatches: 4 }),
        fc.constantFrom(0, 0.3, 0.5, 1),
        fc.constantFrom("pooled" as const, "average" as const, "ema" as const),
        (drawn, minShare, estimator) => {
          const store = recordedStore(drawn, { estimator, timeSteps: 6, minShare });
          const served = tables(store);
          assert.equal(served === undefined, effectiveTimeSteps(store) === 0);
          if (served === undefined) return;
          assert.deepEqual(
            Object.keys(served),
            SITE_NAMES.filter((site) => drawn.sites[site] !== "none"),
          );
          for (const [site, { rows, features, mean, variance }] of Object.entries(served)) {
            assert.equal(mean.length, rows * features);
            assert.equal(variance.length, rows * features);
            if (site === "input" && drawn.sites.input === "sequence") continue;
            const enough = (n: number) => n > 0 && n >= minShare * store.count[0];
            assert.ok(store.count.subarray(0, rows).every(enough));
            assert.ok(!store.count.subarray(rows).some(enough));
          }
        },
      ),
    );
  });
});
