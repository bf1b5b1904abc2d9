import {
  arbitraryStatisticsCase,
  assertClose,
  batchStatistics,
  describe,
  it,
  rawMoments,
  recordedStore,
} from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import type { Moments } from "../math/moments.ts";
import { SITE_NAMES, siteFeatures } from "../math/sites.ts";
import { record } from "./record.ts";
import { createStore } from "./create_store.ts";
import type { StatisticsStore } from "./statistics_store.ts";

const drawn = arbitraryStatisticsCase({ timeSteps: 5, batchSize: 6, minibatches: 5 });
const timeSteps = fc.integer({ min: 1, max: 7 });
/** The data have means and variances of a few units. */
const rounding = { absolute: 1e-12, relative: 1e-12 };

/** Compares each row that has seen data with what `expected` makes of its step. */
function assertRows(
  store: StatisticsStore,
  expected: (site: typeof SITE_NAMES[number], features: number, t?: number) => Moments,
): void {
  for (const site of SITE_NAMES) {
    const table = store.tables[site];
    if (table === undefined) continue;
    const features = siteFeatures(site, store.hiddenSize);
    table.weight.forEach((weight, row) => {
      if (weight === 0) return;
      const perStep = store.sites[site] === "timestep";
      const { mean, variance } = expected(site, features, perStep ? row : undefined);
      const at = row * features;
      assertClose(table.mean.subarray(at, at + features), mean, rounding, `${site} mean`);
      assertClose(table.variance.subarray(at, at + features), variance, rounding, `${site} var`);
    });
  }
}

describe('record() with "pooled"', () => {
  it("gives the moments of all rows taken together", () => {
    fc.assert(
      fc.property(drawn, timeSteps, (drawn, timeSteps) => {
        const store = recordedStore(drawn, { estimator: "pooled", timeSteps });
        assertRows(store, (site, features, t) => rawMoments(drawn.minibatches, site, features, t));
      }),
    );
  });

  it("counts the active rows of each step, and weighs by them", () => {
    fc.assert(
      fc.property(drawn, timeSteps, (drawn, timeSteps) => {
        const store = recordedStore(drawn, { estimator: "pooled", timeSteps });
        const lengths = drawn.minibatches.flatMap(({ lengths }) => lengths);
        const counts = Array.from(
          { length: timeSteps },
          (_, t) => lengths.filter((n) => t < n).length,
        );
        assert.deepEqual([...store.count], counts);
        for (const site of SITE_NAMES) {
          const pairs = lengths.reduce((sum, n) => sum + n, 0);
          const weight = store.tables[site]?.weight;
          if (weight === undefined) continue;
          assert.deepEqual([...weight], store.sites[site] === "sequence" ? [pairs] : counts);
        }
      }),
    );
  });

  it("has no variance in features that never vary, exactly, in float32 values", () => {
    let store = createStore({
      hiddenSize: 1,
      sites: { input: "none", hidden: "none", cell: "timestep" },
      timeSteps: 1,
      estimator: "pooled",
    });
    for (const rows of [64, 64, 17, 3]) {
      const cell = { rows: 1, features: 1, mean: [Math.fround(0.1)], variance: [0] };
      store = record(store, { active: [rows], sites: { cell } });
    }
    assert.equal(store.tables.cell!.mean[0], Math.fround(0.1));
    assert.equal(store.tables.cell!.variance[0], 0);
  });
});

describe('record() with "average"', () => {
  it("gives the mean of the minibatch estimates, each of weight 1", () => {
    fc.assert(
      fc.property(drawn, timeSteps, (drawn, timeSteps) => {
        const store = recordedStore(drawn, { estimator: "average", timeSteps });
        assertRows(store, (site, features, t) => {
          const estimates = drawn.minibatches
            .filter(({ lengths }) => t === undefined || lengths.some((n) => t < n))
            .map((minibatch) => rawMoments([minibatch], site, features, t));
          if (t !== undefined) assert.equal(store.tables[site]!.weight[t], estimates.length);
          const average = (name: keyof Moments) =>
            estimates[0][name].map((_, j) =>
              estimates.reduce((sum, estimate) => sum + estimate[name][j], 0) / estimates.length
            );
          return { mean: average("mean"), variance: average("variance") };
        });
      }),
    );
  });
});

describe("record()", () => {
  const estimator = fc.constantFrom("pooled" as const, "average" as const);

  it("does not depend on how much padding there is, or on what it holds", () => {
    fc.assert(
      fc.property(drawn, timeSteps, estimator, (drawn, timeSteps, estimator) => {
        let expected = recordedStore(drawn, { estimator, timeSteps }, []);
        let actual = expected;
        for (const minibatch of drawn.minibatches) {
          const batch = batchStatistics(drawn, minibatch);
          expected = record(expected, batch);
          const sites = { ...batch.sites };
          for (const site of SITE_NAMES) {
            const table = sites[site];
            if (table === undefined || drawn.sites[site] === "sequence") continue;
            const padding = new Array(2 * table.features).fill(NaN);
            sites[site] = {
              ...table,
              rows: table.rows + 2,
              mean: [...Array.from(table.mean), ...padding],
              variance: [...Array.from(table.variance), ...padding],
            };
          }
          actual = record(actual, { active: [...Array.from(batch.active), 0, 0], sites });
        }
        assert.deepEqual(actual, expected);
      }),
    );
  });

  it("records of a longer batch the steps it has, the same as a longer store does", () => {
    fc.assert(
      fc.property(drawn, estimator, (drawn, estimator) => {
        const short = recordedStore(drawn, { estimator, timeSteps: 2 });
        const long = recordedStore(drawn, { estimator, timeSteps: 5 });
        assert.deepEqual(short.count, long.count.subarray(0, 2));
        for (const site of SITE_NAMES) {
          const table = short.tables[site];
          if (table === undefined) continue;
          const { length } = table.mean;
          assert.deepEqual(table.mean, long.tables[site]!.mean.subarray(0, length));
          assert.deepEqual(table.variance, long.tables[site]!.variance.subarray(0, length));
        }
      }),
    );
  });

  it("leaves the steps that a shorter batch does not reach, bit for bit", () => {
    const model = {
      hiddenSize: 1,
      sites: { input: "none", hidden: "none", cell: "timestep" },
    } as const;
    const long = { timeSteps: 4, lengths: [4, 4, 3], seed: 1 };
    const short = { timeSteps: 2, lengths: [2, 1], seed: 2 };
    const drawn = { ...model, minibatches: [long, short] };
    const before = recordedStore(drawn, { estimator: "pooled", timeSteps: 4 }, [long]);
    const after = record(before, batchStatistics(drawn, short));
    for (const name of ["weight", "mean", "variance"] as const) {
      const [was, is] = [before.tables.cell![name], after.tables.cell![name]];
      assert.deepEqual(is.subarray(2), was.subarray(2), name);
      assert.notDeepEqual(is.subarray(0, 2), was.subarray(0, 2), name);
    }
  });
});
