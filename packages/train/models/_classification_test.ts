import "@bnlstm/core/gradients";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { grad, type Tensor, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { correctRows, crossEntropy } from "./_classification.ts";

const SINGLE = { absolute: 1e-6, relative: 1e-6 };
const logits = [[1, 2, 3], [0, 0, 0], [-1, 5, 2]];
const labels = new Int32Array([2, 0, 2]);

/** −log softmax and its gradient in double precision. */
function expected(): { loss: number; gradient: number[] } {
  let loss = 0;
  const gradient = logits.flatMap((row, b) => {
    const sum = row.reduce((sum, x) => sum + Math.exp(x), 0);
    loss += Math.log(sum) - row[labels[b]];
    return row.map((x, k) => Math.exp(x) / sum - (k === labels[b] ? 1 : 0));
  });
  return { loss, gradient };
}

describe("crossEntropy()", () => {
  it("is the sum of −log softmax at each row's class, with its gradient", async () => {
    const { loss, gradient } = expected();
    const x = tensor2d(logits);
    assertClose(await crossEntropy(x, labels).data(), [loss], SINGLE);
    const dx = grad((x: Tensor) => crossEntropy(x as Tensor2D, labels))(x);
    assertClose(await dx.data(), gradient, SINGLE);
  });

  it("stays finite for logits of any size", async () => {
    const x = tensor2d([[1e30, -1e30], [1e4, 0]]);
    assertClose(await crossEntropy(x, new Int32Array([0, 1])).data(), [1e4], SINGLE);
  });
});

describe("correctRows()", () => {
  it("counts the rows whose largest logit is at their class", async () => {
    assert.deepEqual([...await correctRows(tensor2d(logits), labels).data()], [2]);
  });
});
