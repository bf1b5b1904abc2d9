import { InvalidTypeError } from "../math/invalid_input.ts";
import { aFunction, anObject, check, having } from "../math/_rules.ts";
import { watchGradient } from "../op/abandoned_gradient.ts";
import { checkTensor } from "../op/_check_tensor.ts";
import type { Optimizer, Scalar } from "@tensorflow/tfjs-core";
import type { BatchStatisticsTensors } from "../op/op_types.ts";
import type { ModelStatistics } from "./model_types.ts";
import { recordStatistics } from "./model_statistics.ts";

const ATTEMPT = "minimize the loss";

/** What the function given to {@linkcode minimize} returns. */
export interface LossAndStatistics {
  /** The loss. */
  loss: Scalar;
  /** What `apply` returned as `batchStatistics`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/** What {@linkcode minimize} returns. */
export interface MinimizeResult {
  /** The loss before the update. */
  loss: number;
  /** New population statistics. */
  statistics: ModelStatistics;
}

/**
 * Makes one training step: computes a loss, updates the parameters it depends on, and records the statistics of
 * the batch. The gradients of tfjs must be registered (`@bnlstm/core/gradients`).
 *
 * @param optimizer A tfjs optimizer.
 * @param statistics Population statistics before the step; they are not changed.
 * @param f Applies the model in mode `"train"`, and computes the loss.
 * @throws {TypeError} If `f` returns no `batchStatistics`, or their cells differ from those of `statistics`.
 * @throws {RangeError} If a statistic is not finite.
 *
 * @example
 * ```ts
 * import "@bnlstm/backend-cpu";
 * import "@bnlstm/core/gradients";
 * import { BatchNormLSTM, createModelStatistics, minimize } from "@bnlstm/core";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * await tf.setBackend("cpu");
 * const lstm = BatchNormLSTM.create({ inputSize: 3, hiddenSize: 8 });
 * const optimizer = tf.train.adam(0.01);
 * const x: tf.Tensor3D = tf.randomNormal([5, 4, 3]);
 * let loss, statistics = createModelStatistics(lstm, { timeSteps: 5, estimator: "ema" });
 * ({ loss, statistics } = await minimize(optimizer, statistics, () => {
 *   const { h, batchStatistics } = lstm.apply(x, { mode: "train" });
 *   return { loss: tf.mean(tf.square(h)), batchStatistics };
 * }));
 * ```
 */
export async function minimize(
  optimizer: Optimizer,
  statistics: ModelStatistics,
  f: () => LossAndStatistics,
): Promise<MinimizeResult> {
  check(ATTEMPT, { optimizer, statistics, f }, {
    optimizer: having({ minimize: aFunction }),
    statistics: anObject,
    f: aFunction,
  });
  let recorded: Promise<ModelStatistics> | undefined;
  const loss = optimizer.minimize(() => {
    watchGradient();
    const result = f();
    anObject(ATTEMPT, "the result of f", result);
    const { loss, batchStatistics } = result;
    checkTensor(ATTEMPT, "loss", loss, []);
    if (batchStatistics === undefined) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: batchStatistics are missing, which apply returns in mode "train"`,
      );
    }
    // Reading begins here, before tfjs frees the tensors at the end of the gradient.
    recorded = recordStatistics(statistics, batchStatistics);
    return loss;
  }, true)!;
  try {
    const [[value], next] = await Promise.all([loss.data(), recorded!]);
    return { loss: value, statistics: next };
  } finally {
    loss.dispose();
  }
}
