import { describe, it, recordedStore } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { serialize } from "./serialize.ts";

describe("serialize()", () => {
  it("writes a header that fits in JSON, and an array for each part", () => {
    const sites = { input: "sequence", hidden: "none", cell: "timestep" } as const;
    const store = recordedStore(
      { hiddenSize: 2, sites, minibatches: [{ timeSteps: 3, lengths: [3, 2], seed: 1 }] },
      { estimator: "ema", timeSteps: 4, decay: 0.9 },
    );
    const { header, arrays } = serialize(store);
    assert.deepEqual(JSON.parse(JSON.stringify(header)), {
      version: 1,
      hiddenSize: 2,
      sites,
      timeSteps: 4,
      estimator: "ema",
      decay: 0.9,
      minShare: 0.25,
    });
    assert.deepEqual(arrays, {
      count: store.count,
      "input.weight": store.tables.input!.weight,
      "input.mean": store.tables.input!.mean,
      "input.variance": store.tables.input!.variance,
      "cell.weight": store.tables.cell!.weight,
      "cell.mean": store.tables.cell!.mean,
      "cell.variance": store.tables.cell!.variance,
    });
  });
});
