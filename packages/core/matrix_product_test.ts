import "@bnlstm/train/gradients";
import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import {
  grads,
  matMul,
  memory,
  mul,
  sum,
  type Tensor2D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { matrixProduct } from "./matrix_product.ts";

const random = (rows: number, columns: number, seed: number) =>
  tensor2d(new Float32Array(gaussian(rows * columns, seed)), [rows, columns]);
const [a, b, dy] = [random(5, 3, 1), random(3, 4, 2), random(5, 4, 3)];

describe("matrixProduct()", () => {
  it("is that of tfjs, and so are its gradients", async () => {
    const results = [matMul, matrixProduct].map((product) => [
      product(a, b),
      // Of tensors that nobody holds on to when the gradient is taken.
      ...grads((a, b) => tidy(() => sum(mul(product(mul(a, 2), mul(b, 3)), dy))))([a, b]),
    ]);
    const [expected, actual] = await Promise.all(
      results.map((tensors) => Promise.all(tensors.map((tensor) => tensor.data<"float32">()))),
    );
    expected.forEach((values, i) => {
      assertClose(actual[i], values, { absolute: 0, relative: 1e-6 }, `result ${i}`);
    });
  });

  it("leaves no tensors but its result", () => {
    const before = memory().numTensors;
    matrixProduct(a, b).dispose();
    const gradients = grads((a, b) => sum(matrixProduct(a as Tensor2D, b as Tensor2D)))([a, b]);
    for (const gradient of gradients) gradient.dispose();
    assert.equal(memory().numTensors, before);
  });
});
