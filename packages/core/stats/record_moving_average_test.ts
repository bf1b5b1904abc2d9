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
import type { StatisticsStore } from "./statistics_store.ts";
import { record } from "./record.ts";

const cellOnly = { input: "none", hidden: "none", cell: "timestep" } as const;

function emptyStore(decay: number): StatisticsStore {
  return createStore({ hiddenSize: 1, sites: cellOnly, timeSteps: 1, estimator: "ema", decay });
}

function moved(store: StatisticsStore, mean: number, variance: number): StatisticsStore {
  const cell = { rows: 1, features: 1, mean: [mean], variance: [variance] };
  return record(store, { active: [4], sites: { cell } });
}

describe("record()", () => {
  it("gives Σ decay^(k−i) (1 − decay) m_i / (1 − decay^k) over the minibatches that reach a step", () => {
    fc.assert(
      fc.property(
        arbitraryStatisticsCase({ timeSteps: 5, batchSize: 6, minibatches: 6 }),
        fc.constantFrom(0, 0.3, 0.9, 0.99),
        (drawn, decay) => {
          const store = recordedStore(drawn, { estimator: "ema", timeSteps: 4, decay });
          for (const site of SITE_NAMES) {
            const table = store.tables[site];
            if (table === undefined) continue;
            const features = siteFeatures(site, store.hiddenSize);
            for (let row = 0; row < table.weight.length; row++) {
              const t = store.sites[site] === "timestep" ? row : undefined;
              const estimates = drawn.minibatches
                .filter(({ lengths }) => t === undefined || lengths.some((n) => t < n))
                .map((minibatch) => rawMoments([minibatch], site, features, t));
              const k = estimates.length;
              assertClose([table.weight[row]], [k === 0 ? 0 : 1 - decay ** k], {
                absolute: 1e-15,
                relative: 0,
              });
              for (const name of ["mean", "variance"] as const) {
                const expected = new Float64Array(features);
                estimates.forEach((estimate, i) => {
                  const share = decay ** (k - 1 - i) * (1 - decay) / (1 - decay ** k);
                  estimate[name].forEach((value, j) => expected[j] += share * value);
                });
                assertClose(
                  table[name].subarray(row * features, (row + 1) * features),
                  expected,
                  { absolute: 1e-12, relative: 1e-12 },
                  `${site} ${name}`,
                );
              }
            }
          }
        },
      ),
    );
  });

  it("gives the first minibatch itself after the first update", () => {
    for (const decay of [0, 0.1, 0.9, 0.99, 0.999999]) {
      const { cell } = moved(emptyStore(decay), 0.1, 0.7).tables;
      assert.deepEqual([cell!.mean[0], cell!.variance[0]], [0.1, 0.7]);
    }
  });

  it("stays at a constant from the first update on", () => {
    for (const decay of [0, 0.1, 0.9, 0.99, 0.9999]) {
      let store = emptyStore(decay);
      for (let k = 0; k < 2000; k++) {
        store = moved(store, -0.1, 0.7);
        assertClose(store.tables.cell!.mean, [-0.1], { absolute: 0, relative: 1e-13 });
        assertClose(store.tables.cell!.variance, [0.7], { absolute: 0, relative: 1e-13 });
        assert.ok(store.tables.cell!.weight[0] <= 1);
      }
    }
  });

  it("forgets: with decay 0.5 the third minibatch weighs 4 of 7", () => {
    const store = [0, 0, 7].reduce((store, mean) => moved(store, mean, 1), emptyStore(0.5));
    assertClose(store.tables.cell!.mean, [4], { absolute: 0, relative: 1e-15 });
    assert.equal(store.count[0], 12);
  });

  it("keeps the spread between minibatch means out of the variance", () => {
    const store = moved(moved(emptyStore(0.9), -100, 1), 100, 1);
    assertClose(store.tables.cell!.variance, [1], { absolute: 0, relative: 1e-15 });
  });
});
