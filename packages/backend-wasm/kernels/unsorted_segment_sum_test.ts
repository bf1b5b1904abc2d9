import "@bnlstm/core/gradients";
import { beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { setupWasm } from "../mod.ts";

describe("the sum of segments on wasm", () => {
  beforeAll(async () => {
    await setupWasm({ threads: 1 });
    await tf.setBackend("wasm");
    await tf.ready();
  });

  it("adds rows, and leaves out those of no segment", async () => {
    const x = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]);
    const ids = tf.tensor1d([2, 0, 2, -1, 4], "int32");
    const sums = tf.unsortedSegmentSum(x, ids, 4);
    assert.deepEqual(await sums.array(), [[3, 4], [0, 0], [6, 8], [0, 0]]);
    const scalars = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8, 16]), ids, 3);
    assert.deepEqual([...await scalars.data()], [2, 0, 5]);
  });

  it("gives tf.gather its gradient", async () => {
    const rows = tf.tensor2d([[1, 1, 0]], [1, 3], "int32");
    const table = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
    const weights = tf.tensor3d([[[1, 2], [10, 20], [100, 200]]]);
    const gradient = tf.grad((table) => tf.sum(tf.mul(tf.gather(table, rows), weights)))(table);
    assert.deepEqual(await gradient.array(), [[100, 200], [11, 22], [0, 0]]);
  });
});
