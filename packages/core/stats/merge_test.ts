import {
  arbitraryStatisticsCase,
  assertClose,
  describe,
  it,
  rawMoments,
  recordedStore,
} from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { SITE_NAMES, siteFeatures } from "../math/sites.ts";
import { createStore } from "./create_store.ts";
import { merge } from "./merge.ts";
import type { StatisticsStore } from "./statistics_store.ts";

type Exact = "pooled" | "average";
const anyEstimator = fc.constantFrom<Exact>("pooled", "average");
const anyTimeSteps = fc.integer({ min: 1, max: 6 });

/** Shards of a data set: the minibatches of a case dealt out to three stores. */
const shardsOf = (estimator: fc.Arbitrary<Exact>, timeSteps: fc.Arbitrary<number[]>) =>
  fc.record({
    drawn: arbitraryStatisticsCase({ timeSteps: 5, batchSize: 5, minibatches: 9 }),
    estimator,
    timeSteps,
    dealt: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 9, maxLength: 9 }),
  }).map(({ drawn, estimator, timeSteps, dealt }) => ({
    drawn,
    stores: timeSteps.map((timeSteps, shard) => {
      const minibatches = drawn.minibatches.filter((_, i) => dealt[i] === shard);
      return recordedStore(drawn, { estimator, timeSteps }, minibatches);
    }),
  }));

const equalTimeSteps = anyTimeSteps.map((timeSteps) => [timeSteps, timeSteps, timeSteps]);
const shards = shardsOf(anyEstimator, fc.array(anyTimeSteps, { minLength: 3, maxLength: 3 }));
const pooledShards = shardsOf(fc.constant("pooled"), equalTimeSteps);
const equalShards = shardsOf(anyEstimator, equalTimeSteps);

const rounding = { absolute: 1e-12, relative: 1e-12 };

function assertSame(a: StatisticsStore, b: StatisticsStore): void {
  assert.deepEqual(a.count, b.count);
  for (const site of SITE_NAMES) {
    const [left, right] = [a.tables[site], b.tables[site]];
    if (left === undefined || right === undefined) {
      assert.equal(left, right);
      continue;
    }
    assert.deepEqual(left.weight, right.weight);
    assertClose(left.mean, right.mean, rounding, `${site} mean`);
    assertClose(left.variance, right.variance, rounding, `${site} variance`);
  }
}

describe("merge()", () => {
  it("is commutative, to the bit", () => {
    fc.assert(fc.property(shards, ({ stores: [a, b] }) => {
      assert.deepEqual(merge(a, b), merge(b, a));
    }));
  });

  it("is associative: counts and weights to the bit, estimates to 1e-12", () => {
    fc.assert(fc.property(shards, ({ stores: [a, b, c] }) => {
      assertSame(merge(merge(a, b), c), merge(a, merge(b, c)));
    }));
  });

  it("has empty stores that are not longer as identity, to the bit", () => {
    fc.assert(fc.property(shards, fc.nat(), ({ stores: [a] }, n) => {
      const { hiddenSize, sites, estimator } = a;
      const empty = createStore({
        hiddenSize,
        sites,
        estimator,
        timeSteps: 1 + n % a.timeSteps,
      });
      assert.deepEqual(merge(a, empty), a);
      assert.deepEqual(merge(empty, a), a);
    }));
  });

  it("pools shards to the moments of the whole data", () => {
    fc.assert(fc.property(pooledShards, ({ drawn, stores: [a, b, c] }) => {
      const whole = merge(merge(a, b), c);
      for (const site of SITE_NAMES) {
        const table = whole.tables[site];
        if (table === undefined) continue;
        const features = siteFeatures(site, drawn.hiddenSize);
        table.weight.forEach((weight, row) => {
          if (weight === 0) return;
          const t = whole.sites[site] === "timestep" ? row : undefined;
          const truth = rawMoments(drawn.minibatches, site, features, t);
          const at = row * features;
          for (const name of ["mean", "variance"] as const) {
            assertClose(table[name].subarray(at, at + features), truth[name], rounding, name);
          }
        });
      }
    }));
  });

  it("agrees with one pass over all minibatches", () => {
    fc.assert(fc.property(equalShards, ({ drawn, stores: [a, b, c] }) => {
      const { estimator, timeSteps } = a;
      assertSame(merge(a, merge(b, c)), recordedStore(drawn, { estimator, timeSteps }));
    }));
  });

  it("keeps the rows of the longer store where the shorter has none", () => {
    fc.assert(fc.property(shards, ({ stores: [a, b] }) => {
      const merged = merge(a, b);
      const [short, long] = a.timeSteps < b.timeSteps ? [a, b] : [b, a];
      assert.equal(merged.timeSteps, long.timeSteps);
      assert.deepEqual(
        merged.count.subarray(short.timeSteps),
        long.count.subarray(short.timeSteps),
      );
      const cell = merged.tables.cell;
      if (cell === undefined) return;
      const from = short.timeSteps * merged.hiddenSize;
      assert.deepEqual(cell.mean.subarray(from), long.tables.cell!.mean.subarray(from));
    }));
  });

  it("refuses stores that differ in kind, and moving averages", () => {
    const options = {
      hiddenSize: 1,
      sites: { input: "none", hidden: "none", cell: "timestep" },
      timeSteps: 1,
      estimator: "pooled",
    } as const;
    const store = createStore(options);
    const refused = [
      [{ estimator: "average" }, 'estimator differs, got "pooled" and "average"'],
      [{ hiddenSize: 2 }, "hiddenSize differs, got 1 and 2"],
      [{ minShare: 0.5 }, "minShare differs, got 0.25 and 0.5"],
      [
        { sites: { ...options.sites, input: "timestep" } },
        'sites.input differs, got "none" and "timestep"',
      ],
    ] as const;
    for (const [change, message] of refused) {
      assert.throws(
        () => merge(store, createStore({ ...options, ...change })),
        new TypeError(`Cannot merge statistics: ${message}`),
      );
    }
    const ema = createStore({ ...options, estimator: "ema" });
    assert.throws(
      () => merge(ema, ema),
      new TypeError(
        'Cannot merge statistics: the estimator is "ema", which depends on the order of the minibatches',
      ),
    );
  });
});
