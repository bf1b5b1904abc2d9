import {
  argMax,
  cast,
  equal,
  losses,
  oneHot,
  Reduction,
  type Scalar,
  sum,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tidy,
} from "@tensorflow/tfjs-core";

/**
 * Sum over the rows of −log softmax(logits) at the row's class, in nats.
 *
 * @param logits `[B, K]`.
 * @param labels `[B]`.
 */
export function crossEntropy(logits: Tensor2D, labels: Int32Array): Scalar {
  const classes = logits.shape[1];
  return tidy(() =>
    losses.softmaxCrossEntropy(
      // tfjs's WASM kernel ignores a dtype asked of oneHot.
      cast(oneHot(tensor1d(labels, "int32"), classes), "float32"),
      logits,
      undefined,
      undefined,
      Reduction.SUM,
    )
  );
}

/** How many rows have their largest logit at their class. */
export function correctRows(logits: Tensor2D, labels: Int32Array): Scalar {
  return tidy(() =>
    sum(cast(equal(argMax(logits, 1) as Tensor1D, tensor1d(labels, "int32")), "float32"))
  );
}
