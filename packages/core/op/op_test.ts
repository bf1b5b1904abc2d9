import { describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import assert from "node:assert/strict";
import { bnLstm } from "./op.ts";
import type { BnLstmOptions } from "./op_types.ts";

await tf.setBackend("cpu");

const H = 2;

function options(): BnLstmOptions {
  return {
    x: tf.ones([3, 4, 1]),
    parameters: {
      wx: tf.ones([1, 4 * H]),
      wh: tf.ones([H, 4 * H]),
      bias: tf.zeros([4 * H]),
      gammaX: tf.ones([4 * H]),
      gammaH: tf.ones([4 * H]),
      gammaC: tf.ones([H]),
      betaC: tf.zeros([H]),
    },
    sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
    mode: "train",
    implementation: "composed",
  };
}

const table = (rows: number, features: number) => ({
  rows,
  features,
  mean: new Float32Array(rows * features),
  variance: new Float32Array(rows * features).fill(1),
});

describe("bnLstm()", () => {
  it("returns sequences, last states and statistics of the shapes it promises", () => {
    const { hs, h, c, batchStatistics } = bnLstm(options());
    assert.deepEqual([hs!.shape, h.shape, c.shape], [[3, 4, H], [4, H], [4, H]]);
    const { input, hidden, cell } = batchStatistics!.sites;
    assert.deepEqual(
      [input!.shape, hidden!.shape, cell!.shape],
      [[2, 3, 4 * H], [2, 3, 4 * H], [2, 3, H]],
    );
    assert.deepEqual(batchStatistics!.active, Int32Array.of(4, 4, 4));
  });

  it("reports no statistics in eval, nor sequences that were not asked for", () => {
    const statistics = { input: table(3, 8), hidden: table(1, 8), cell: table(2, 2) };
    const result = bnLstm({ ...options(), mode: "eval", statistics, returnSequences: false });
    assert.deepEqual(Object.keys(result).sort(), ["c", "h"]);
  });

  it("takes population statistics that are on the backend", async () => {
    const tables = { input: table(3, 8), hidden: table(1, 8), cell: table(2, 2) };
    const tensors = Object.fromEntries(
      Object.entries(tables).map(([site, { rows, features, mean, variance }]) => [
        site,
        tf.tensor3d(Float32Array.of(...mean, ...variance), [2, rows, features]),
      ]),
    );
    const outputs = [tables, tensors].map((statistics) =>
      bnLstm({ ...options(), mode: "eval", statistics }).hs!
    );
    assert.deepEqual(await outputs[0].data(), await outputs[1].data());
  });

  const refused: [string, RegExp, (o: BnLstmOptions) => object][] = [
    ["an unknown option", /TypeError: .*unknown option "momentum"/, () => ({ momentum: 0.1 })],
    ["x of rank 2", /TypeError: .*x must have .* got \[3,4\]/, () => ({ x: tf.ones([3, 4]) })],
    ["empty x", /RangeError: .*not be empty, got \[0,4,1\]/, () => ({ x: tf.ones([0, 4, 1]) })],
    ["integers", /TypeError: .*x must be float32, got int32/, () => ({
      x: tf.ones([3, 4, 1], "int32"),
    })],
    ["a weight of the wrong shape", /wx must have the shape \[1,8\], got \[1,9\]/, (o) => ({
      parameters: { ...o.parameters, wx: tf.ones([1, 9]) },
    })],
    ["a missing γ", /gammaC is missing/, (o) => ({
      parameters: { ...o.parameters, gammaC: undefined },
    })],
    ["a γ of a site that is not normalized", /gammaH is given/, (o) => ({
      sites: { ...o.sites, hidden: "none" },
    })],
    ["sequence statistics of the hidden site", /hidden site .* got "sequence"/, (o) => ({
      sites: { ...o.sites, hidden: "sequence" },
    })],
    ["a table of the wrong shape", /statistics.cell must have the shape \[2,1,2\]/, () => ({
      mode: "eval",
      statistics: { input: table(1, 8), hidden: table(1, 8), cell: tf.ones([2, 1, 8]) },
    })],
    ["an implicit mode", /mode must be "train" or "eval", got undefined/, () => ({
      mode: undefined,
    })],
    ["a state of another batch", /initialState.c must have the shape \[4,2\], got \[5,2\]/, () => ({
      initialState: { h: tf.ones([4, H]), c: tf.ones([5, H]) },
    })],
    ["ε of 0", /RangeError: .*epsilon must be above 0, got 0/, () => ({ epsilon: 0 })],
    ["eval without statistics", /eval needs population statistics of the input site/, () => ({
      mode: "eval",
    })],
    ["statistics of another size", /cell site must have 2 features, got 3/, () => ({
      statistics: { input: table(1, 8), hidden: table(1, 8), cell: table(1, 3) },
    })],
    ["statistics that lack a site", /lack the cell site/, () => ({
      statistics: { input: table(1, 8), hidden: table(1, 8) },
    })],
  ];
  for (const [what, message, change] of refused) {
    it(`refuses ${what}`, () => {
      const given = options();
      assert.throws(() => bnLstm({ ...given, ...change(given) } as BnLstmOptions), message);
    });
  }

  const oneRow = (timeSteps: number, sites: BnLstmOptions["sites"]): BnLstmOptions => {
    const given = options();
    const { gammaX, gammaH, gammaC, betaC, ...plain } = given.parameters;
    const parameters = {
      ...plain,
      ...sites.input === "none" ? {} : { gammaX },
      ...sites.hidden === "none" ? {} : { gammaH },
      ...sites.cell === "none" ? {} : { gammaC, betaC },
    };
    return { ...given, x: tf.ones([timeSteps, 1, 1]), parameters, sites };
  };
  const none = { input: "none", hidden: "none", cell: "none" } as const;

  for (
    const [timeSteps, sites, state] of [
      [3, { ...none, input: "timestep" }, "input site need at least 2 rows, got 1"],
      [3, { ...none, hidden: "timestep" }, "hidden site need at least 2 rows, got 1"],
      [
        3,
        { ...none, input: "sequence", cell: "timestep" },
        "cell site need at least 2 rows, got 1",
      ],
      [1, { ...none, input: "sequence" }, "input site need at least 2 rows or steps, got 1"],
    ] as const
  ) {
    it(`refuses to train on one row: statistics of the ${state}`, () => {
      assert.throws(() => bnLstm(oneRow(timeSteps, sites)), {
        name: "RangeError",
        message: `Cannot run the BN-LSTM: batch statistics of the ${state}`,
      });
    });
  }

  it("trains on one row where nothing is normalized across rows, and where only late steps have one", () => {
    bnLstm(oneRow(3, none));
    bnLstm(oneRow(3, { ...none, input: "sequence" }));
    const { batchStatistics } = bnLstm({ ...options(), lengths: [3, 1, 1, 1] });
    assert.deepEqual(batchStatistics!.active, Int32Array.of(4, 1, 1));
  });

  it("spreads a batch over processes only where kernels sum over them, and tells them nothing else", () => {
    const never = () => assert.fail("another process was asked");
    const ranks = { size: 2, sum: never, gather: never };
    assert.throws(
      () => bnLstm({ ...options(), ranks }),
      /Cannot run the BN-LSTM over several processes: backend "cpu" has no kernels that wait/,
    );
    const evaluated = { input: table(3, 8), hidden: table(1, 8), cell: table(2, 2) };
    bnLstm({ ...options(), mode: "eval", statistics: evaluated, ranks });
  });

  it("says which backend has no fused kernel", async () => {
    tf.registerBackend("bare", tf.findBackendFactory("cpu")!);
    await tf.setBackend("bare");
    assert.throws(
      () => bnLstm({ ...options(), implementation: "fused" }),
      /backend "bare" has no kernel BnLstmForward/,
    );
    await tf.setBackend("cpu");
  });
});
