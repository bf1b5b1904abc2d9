import { arbitraryStatisticsCase, describe, it, recordedStore } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { createStore } from "./create_store.ts";
import { resize } from "./resize.ts";

const drawn = arbitraryStatisticsCase({ timeSteps: 6, batchSize: 5, minibatches: 4 });
const estimator = fc.constantFrom("pooled" as const, "average" as const, "ema" as const);
const timeSteps = fc.integer({ min: 1, max: 8 });

describe("resize()", () => {
  it("shrinks to the store that never had the dropped steps", () => {
    fc.assert(
      fc.property(drawn, estimator, timeSteps, timeSteps, (drawn, estimator, m, n) => {
        const [small, large] = [Math.min(m, n), Math.max(m, n)];
        assert.deepEqual(
          resize(recordedStore(drawn, { estimator, timeSteps: large }), small),
          recordedStore(drawn, { estimator, timeSteps: small }),
        );
      }),
    );
  });

  it("grows by steps that have seen nothing, which shrinking takes away again", () => {
    fc.assert(fc.property(drawn, estimator, timeSteps, (drawn, estimator, more) => {
      const store = recordedStore(drawn, { estimator, timeSteps: 3 });
      const grown = resize(store, 3 + more);
      assert.equal(grown.timeSteps, 3 + more);
      assert.deepEqual(grown.count.subarray(3), new Float64Array(more));
      if (drawn.sites.cell === "timestep") {
        const { weight, mean, variance } = grown.tables.cell!;
        assert.deepEqual(weight.subarray(3), new Float64Array(more));
        const empty = new Float64Array(more * drawn.hiddenSize);
        assert.deepEqual(mean.subarray(3 * drawn.hiddenSize), empty);
        assert.deepEqual(variance.subarray(3 * drawn.hiddenSize), empty);
      }
      assert.deepEqual(resize(grown, 3), store);
    }));
  });

  it("refuses what is not a number of steps", () => {
    const store = createStore({
      hiddenSize: 1,
      sites: { input: "none", hidden: "none", cell: "none" },
      timeSteps: 1,
      estimator: "pooled",
    });
    assert.throws(() => resize(store, 0), /Cannot resize the statistics store: timeSteps .* got 0/);
    assert.throws(() => resize(store, 1.5), /timeSteps must be a whole number, got 1.5/);
  });
});
