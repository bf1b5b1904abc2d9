import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { StatisticsTables } from "../math/statistics_table.ts";
import { windowTables } from "./_window_tables.ts";

const tables: StatisticsTables = {
  input: { rows: 1, features: 1, mean: [9], variance: [1] },
  cell: { rows: 3, features: 2, mean: [0, 1, 2, 3, 4, 5], variance: [6, 7, 8, 9, 10, 11] },
};

describe("windowTables()", () => {
  const means = (time: number, timeSteps: number) => {
    const { mean } = windowTables(tables, time, timeSteps).cell!;
    return Array.from(mean);
  };

  it("holds the rows of the steps asked for", () => {
    assert.deepEqual(means(0, 3), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(means(1, 1), [2, 3]);
    assert.deepEqual(Array.from(windowTables(tables, 1, 2).cell!.variance), [8, 9, 10, 11]);
  });

  it("ends with the last row, which serves every later step", () => {
    assert.deepEqual(means(1, 100), [2, 3, 4, 5]);
    assert.deepEqual(means(50, 2), [4, 5]);
  });

  it("keeps the one row of sequence statistics", () => {
    assert.deepEqual(Array.from(windowTables(tables, 7, 2).input!.mean), [9]);
  });
});
