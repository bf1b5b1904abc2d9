import {
  argMax,
  cast,
  equal,
  losses,
  Reduction,
  type Scalar,
  sum,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";

/**
 * Sum over the rows of −log softmax(logits) at the class of the row, in nats. Rows without a class add nothing.
 *
 * @param logits `[B, K]`.
 * @param labels Class of each row `[B]`; −1 if it has none.
 * @param weights Weight of each row `[B]`. Default: 1.
 */
export function crossEntropy(
  logits: Tensor2D,
  labels: Int32Array,
  weights?: Float32Array,
): Scalar {
  const classes = logits.shape[1];
  return tidy(() =>
    losses.softmaxCrossEntropy(
      oneHot(labels, classes),
      logits,
      weights || labels.includes(-1)
        ? tensor1d(Float32Array.from(labels, (k, row) => k >= 0 ? weights?.[row] ?? 1 : 0))
        : undefined,
      undefined,
      Reduction.SUM,
    )
  );
}

/** Number of rows whose largest logit is at their class; rows without a class (−1) do not count. */
export function correctRows(logits: Tensor2D, labels: Int32Array): Scalar {
  return tidy(() =>
    sum(cast(equal(argMax(logits, 1) as Tensor1D, tensor1d(labels, "int32")), "float32"))
  );
}

/** One-hot rows. Not by `tf.oneHot`, since the result of tfjs's WASM kernel has the wrong dtype. */
function oneHot(labels: Int32Array, classes: number): Tensor2D {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label >= 0) values[row * classes + label] = 1;
  });
  return tensor2d(values, [labels.length, classes]);
}
