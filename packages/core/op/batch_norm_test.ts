import "@bnlstm/core/gradients";
import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import {
  grads,
  mul,
  sum,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tensor2d,
} from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { BATCH_NORM_SITES, batchNorm } from "./batch_norm.ts";
import { moments } from "../math/moments.ts";
import { normalize, normalizeBackward } from "../math/normalize.ts";
import { recordStatistics } from "../model/model_statistics.ts";
import { createStore } from "../stats/create_store.ts";

const [rows, features] = [7, 3];
const values = new Float32Array(gaussian(rows * features, 1, 2));
const gains = new Float32Array([0.1, 1, -2]);
const active = [1, 0, 1, 1, 1, 0, 1];
const taking = [...active.keys()].filter((row) => active[row] === 1);
const tolerance = { absolute: 1e-6, relative: 1e-6 };
const store = (timeSteps = 1) =>
  createStore({
    hiddenSize: features,
    sites: BATCH_NORM_SITES,
    timeSteps,
    estimator: "pooled",
    minShare: 0,
  });

describe("batchNorm()", () => {
  it("agrees with the float64 reference, gradients included, over the active rows", async () => {
    const x = tensor2d(values, [rows, features]);
    const gamma = tensor1d(gains);
    const { y } = batchNorm({ x, gamma, active, mode: "train" });
    const statistics = moments(Float64Array.from(values), taking, features);
    const reference = normalize(Float64Array.from(values), taking, statistics, 1e-5);
    const expected = reference.normalized.map((value, k) => value * gains[k % features]);
    assertClose(await y.data(), expected, tolerance);

    const dy = new Float32Array(gaussian(rows * features, 2));
    // What is done with padding must not matter.
    const masked = dy.map((value, k) => value * active[Math.floor(k / features)]);
    const [dx, dGamma] = grads((x, gamma) => {
      const { y } = batchNorm({
        x: x as Tensor2D,
        gamma: gamma as Tensor1D,
        active,
        mode: "train",
      });
      return sum(mul(y, tensor2d(masked, [rows, features])));
    })([x, gamma]);
    const gradient = normalizeBackward(
      Float64Array.from(masked),
      reference,
      gains,
      1 / taking.length,
    );
    assertClose(await dx.data(), gradient.a, tolerance);
    assertClose(await dGamma.data(), gradient.gamma, tolerance);
  });

  it("gives the same to the bit whatever padding there is", async () => {
    const gamma = tensor1d(gains);
    const gathered = taking.flatMap((row) => [...values.subarray(3 * row, 3 * row + 3)]);
    const garbage = values.map((value, k) => active[Math.floor(k / features)] ? value : 1e3 * k);
    const results = [
      batchNorm({ x: tensor2d(values, [rows, features]), gamma, active, mode: "train" }),
      batchNorm({ x: tensor2d(garbage, [rows, features]), gamma, active, mode: "train" }),
      batchNorm({ x: tensor2d(gathered, [5, features]), gamma, mode: "train" }),
    ];
    const statistics = await Promise.all(
      results.map(({ batchStatistics }) => batchStatistics!.sites.cell!.data()),
    );
    assert.deepEqual(statistics[1], statistics[0]);
    assert.deepEqual(statistics[2], statistics[0]);
    for (const { batchStatistics } of results) assert.deepEqual([...batchStatistics!.active], [5]);
  });

  it("normalizes with what a store recorded, each row by itself", async () => {
    const x = tensor2d(values, [rows, features]);
    const gamma = tensor1d(gains);
    let statistics = { term: store() };
    for (const part of [[0, 4], [4, 3]]) {
      const rows = x.slice(part[0], part[1]);
      const { batchStatistics } = batchNorm({ x: rows, gamma, mode: "train" });
      statistics = await recordStatistics(statistics, { term: batchStatistics! }) as {
        term: ReturnType<typeof store>;
      };
    }
    const all = moments(Float64Array.from(values), [...active.keys()], features);
    assertClose(statistics.term.tables.cell!.mean, all.mean, tolerance);
    assertClose(statistics.term.tables.cell!.variance, all.variance, tolerance);
    const population = (x: Tensor2D) =>
      batchNorm({ x, gamma, mode: "eval", statistics: statistics.term });
    const { y, batchStatistics } = population(x);
    assert.equal(batchStatistics, undefined);
    const { normalized } = normalize(Float64Array.from(values), [...active.keys()], all, 1e-5);
    assertClose(await y.data(), normalized.map((value, k) => value * gains[k % 3]), tolerance);
    assert.deepEqual(
      await population(x.slice(2, 1)).y.data(),
      (await y.data()).slice(6, 9),
    );
  });

  it("refuses processes that the backend cannot sum over", () => {
    const ranks = { size: 2, sum: () => {}, gather: () => [] };
    const [x, gamma] = [tensor2d(values, [rows, features]), tensor1d(gains)];
    assert.throws(
      () => batchNorm({ x, gamma, mode: "train", ranks }),
      /Cannot normalize a term over several processes: backend "cpu" has no kernels/,
    );
  });

  it("refuses to normalize without statistics, rows, or options that exist", () => {
    const x = tensor2d(values, [rows, features]);
    const gamma = tensor1d(gains);
    for (const statistics of [undefined, store()]) {
      assert.throws(() => batchNorm({ x, gamma, mode: "eval", statistics }), {
        name: "TypeError",
        message: "Cannot normalize a term: eval needs population statistics of 3 features",
      });
    }
    for (const active of [[0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0]]) {
      const got = active[2];
      assert.throws(() => batchNorm({ x, gamma, mode: "train", active }), {
        name: "RangeError",
        message:
          `Cannot normalize a term: batch statistics need at least 2 active rows, got ${got}`,
      });
    }
    const misspelt = { x, gamma, mode: "train", mask: active } as Parameters<typeof batchNorm>[0];
    assert.throws(() => batchNorm(misspelt), /Cannot normalize a term: unknown option "mask"/);
  });
});
