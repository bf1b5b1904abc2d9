import { assertClose, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { Ranks } from "../math/ranks.ts";
import { record } from "../stats/record.ts";
import type { BatchStatistics } from "../stats/batch_statistics.ts";
import { createStore } from "../stats/create_store.ts";
import { merge } from "../stats/merge.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";
import { mergeOverRanks } from "./merge_over_ranks.ts";

const sites = { input: "none", hidden: "none", cell: "timestep" } as const;

/** A batch of one feature and two steps, the second of which may have no rows. */
function batch(active: number[], mean: number[], variance: number[]): BatchStatistics {
  return { active, sites: { cell: { rows: 2, features: 1, mean, variance } } };
}

const first = batch([4, 2], [1, 5], [2, 3]);
const second = batch([6, 0], [4, 0], [1, 0]);

/** A rank whose partner has another store: sums of both are what the partner's would be too. */
function withPartner(partner: StatisticsStore, own: StatisticsStore): StatisticsStore {
  const given: Float64Array[] = [];
  const record: Ranks = {
    size: 2,
    sum: (values) => void given.push(Float64Array.from(values)),
    gather: () => [],
  };
  mergeOverRanks({ cell: partner }, record);
  const ranks: Ranks = {
    size: 2,
    sum: (values) => given.shift()!.forEach((value, i) => values[i] += value),
    gather: () => [],
  };
  return mergeOverRanks({ cell: own }, ranks).cell;
}

describe("mergeOverRanks()", () => {
  for (const estimator of ["pooled", "average"] as const) {
    it(`gives what merge() does of "${estimator}" stores`, () => {
      const empty = createStore({ hiddenSize: 1, timeSteps: 2, sites, estimator });
      const [a, b] = [record(empty, first), record(empty, second)];
      const [merged, expected] = [withPartner(a, b), merge(a, b)];
      assert.deepEqual(merged.count, expected.count);
      for (const name of ["weight", "mean", "variance"] as const) {
        const [actual, wanted] = [merged.tables.cell![name], expected.tables.cell![name]];
        assertClose(actual, wanted, { absolute: 1e-14, relative: 0 }, name);
      }
    });
  }

  it("gives the mean of moving averages, of those that saw a step", () => {
    const empty = createStore({ hiddenSize: 1, timeSteps: 2, sites, estimator: "ema", decay: 0.5 });
    const merged = withPartner(record(empty, first), record(empty, second));
    const { weight, mean, variance } = merged.tables.cell!;
    assert.deepEqual([...mean], [2.5, 5]);
    assert.deepEqual([...variance], [1.5, 3]);
    assert.deepEqual([...weight], [0.5, 0.25]);
    assert.deepEqual([...merged.count], [10, 2]);
  });
});
