import { assertClose, describe, gaussian, it } from "@bnlstm/testing";
import { createWeightGradient, flushRows, reserveRows } from "./weight_gradient.ts";

describe("WeightGradient", () => {
  it("sums over steps of any number of rows, whatever is left in its buffers", () => {
    const [leftSize, features, batchSize] = [3, 5, 100];
    const gradient = createWeightGradient(leftSize, features, batchSize);
    const expected = new Float64Array(leftSize * features);
    [100, 100, 100, 61, 7, 1, 100].forEach((n, step) => {
      const left = Float32Array.from(gaussian(leftSize * n, step));
      const right = Float32Array.from(gaussian(features * n, step + 50));
      reserveRows(gradient, n);
      const write = (part: "left" | "right", values: Float32Array) =>
        values.forEach((value, k) => {
          const { values: buffer, offset, stride } = gradient[part];
          buffer[offset + Math.floor(k / n) * stride + k % n] = value;
        });
      write("left", left);
      write("right", right);
      expected.forEach((_, k) => {
        const [i, j] = [Math.floor(k / features), k % features];
        for (let b = 0; b < n; b++) expected[k] += left[i * n + b] * right[j * n + b];
      });
    });
    flushRows(gradient);
    assertClose(gradient.sum.values, expected, { absolute: 0, relative: 5e-7 });
  });
});
