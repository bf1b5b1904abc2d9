import "@bnlstm/core/gradients";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import {
  grads,
  matMul,
  memory,
  mul,
  setBackend,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { multiply } from "./_multiply.ts";

await setBackend("cpu");

describe("multiply()", () => {
  const a = tensor2d([[1, 2, 3], [4, 5, 6]]);
  const b = tensor2d([[1, -2], [0.5, 3], [2, 0]]);
  const dy = tensor2d([[1, 2], [-1, 3]]);

  it("is the product, and has its gradient", async () => {
    const before = memory().numTensors;
    const product = multiply(a, b);
    assertClose(await product.data(), [8, 4, 18.5, 7], { absolute: 1e-6, relative: 0 });
    product.dispose();
    const gradients = (product: typeof multiply | typeof matMul) =>
      grads((a: Tensor, b: Tensor) => mul(product(a as Tensor2D, b as Tensor2D), dy))([a, b]);
    const [own, expected] = [gradients(multiply), gradients(matMul)];
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(own[i].shape, expected[i].shape);
      assertClose(await own[i].data(), await expected[i].data(), { absolute: 1e-6, relative: 0 });
    }
    for (const tensor of [...own, ...expected]) tensor.dispose();
    assert.equal(memory().numTensors, before);
  });
});
