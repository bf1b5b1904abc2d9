import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { createStore } from "./create_store.ts";
import type { StatisticsStoreOptions } from "./statistics_store.ts";

const options: StatisticsStoreOptions = {
  hiddenSize: 2,
  sites: { input: "sequence", hidden: "none", cell: "timestep" },
  timeSteps: 3,
  estimator: "ema",
};

describe("createStore()", () => {
  it("has an empty table for each normalized site, and the defaults", () => {
    assert.deepEqual(createStore(options), {
      ...options,
      decay: 0.9,
      minShare: 0.25,
      count: new Float64Array(3),
      tables: {
        input: {
          weight: new Float64Array(1),
          mean: new Float64Array(8),
          variance: new Float64Array(8),
        },
        cell: {
          weight: new Float64Array(3),
          mean: new Float64Array(6),
          variance: new Float64Array(6),
        },
      },
    });
  });

  it("keeps its sites when the caller's change", () => {
    const sites = { ...options.sites };
    const store = createStore({ ...options, sites });
    sites.cell = "none";
    assert.equal(store.sites.cell, "timestep");
  });

  it("refuses what it cannot serve, naming the option and its value", () => {
    const refused: [object, RegExp][] = [
      [{ momentum: 0.9 }, /unknown option "momentum"/],
      [{ hiddenSize: 0 }, /hiddenSize must be from 1 .*, got 0/],
      [{ timeSteps: 2.5 }, /timeSteps must be a whole number, got 2.5/],
      [{ minShare: -0.1 }, /minShare must be from 0 to 1, got -0.1/],
      [{ minShare: 1.1 }, /minShare must be from 0 to 1, got 1.1/],
      [{ minShare: NaN }, /minShare must be from 0 to 1, got NaN/],
      [{ estimator: "median" }, /estimator must be .*, got "median"/],
      [{ decay: 1 }, /decay must be from 0 up to 1, got 1/],
      [{ decay: -0.1 }, /decay must be from 0 up to 1, got -0.1/],
      [{ decay: NaN }, /decay must be from 0 up to 1, got NaN/],
      [{ decay: "0.9" }, /decay must be a number, got "0.9"/],
      [{ estimator: "pooled", decay: 0.9 }, /decay belongs to the "ema" estimator, got decay 0.9/],
      [{ sites: { ...options.sites, hidden: "sequence" } }, /sites.hidden .* got "sequence"/],
      [{ sites: { input: "none", hidden: "none" } }, /sites.cell .* got undefined/],
      [{ sites: { ...options.sites, output: "none" } }, /unknown site "output"/],
      [{ sites: null }, /sites must be an object, got null/],
    ];
    for (const [change, message] of refused) {
      assert.throws(
        () => createStore({ ...options, ...change } as StatisticsStoreOptions),
        (error: Error) =>
          error.message.startsWith("Cannot create the statistics store: ") &&
          message.test(error.message),
        JSON.stringify(change),
      );
    }
  });
});
