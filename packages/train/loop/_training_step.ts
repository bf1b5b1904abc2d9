import { type ModelStatistics, recordStatistics } from "@bnlstm/core";
import { dispose, div, maximum, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { batchGradients } from "./_batch_gradients.ts";
import { derivedSeed } from "./_derived_seed.ts";
import type { Optimizer } from "./_optimizer.ts";
import type { ProcessGroup } from "./process_group.ts";
import { sumGradients } from "./_sum_gradients.ts";
import { learningRate } from "./_learning_rate.ts";
import { NonFiniteError } from "./non_finite_error.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { TaskModel } from "../models/task_model.ts";
import type { StepMetrics } from "./training_event.ts";

/** What is trained, and how. */
export interface TrainingStepContext<Batch> {
  config: RunConfig;
  /** The processes that make the step together. Default: only this one. */
  group?: ProcessGroup;
  model: TaskModel<Batch>;
  optimizer: Optimizer;
}

/** A step that was submitted to the backend. */
export interface PendingStep {
  /** What was measured, once the backend has computed it. */
  metrics: Promise<Omit<StepMetrics, "epoch">>;
  /** The moving average, including the statistics of this batch. */
  recorded: Promise<ModelStatistics>;
  /** Whether a process of the group was asked to stop. */
  stop: boolean;
}

/**
 * Makes one update: forward, backward, clip, apply. It does not wait for the backend: results are read when
 * they are ready, and the next step can be submitted before that.
 *
 * @param step The update, counted from 1.
 * @param before The moving average including the statistics of all previous steps.
 * @param stop Whether this process was asked to stop, which it tells the others of its group.
 * @returns Promises; neither counts as unhandled. `metrics` is rejected with a `NonFiniteError` if the loss or
 *   the gradient is not finite; the parameters are then unusable.
 */
export async function trainingStep<Batch>(
  { config, model, optimizer, group }: TrainingStepContext<Batch>,
  batch: Batch,
  step: number,
  before: ModelStatistics | Promise<ModelStatistics>,
  stop = false,
): Promise<PendingStep> {
  const { optimizer: { clipNorm }, training } = config;
  const { batchStatistics, ...own } = batchGradients(model, batch, {
    noiseSeed: derivedSeed(training.seed, "noise", step),
    group,
  });
  const recorded = recordStatistics(before, batchStatistics);
  // Whoever awaits it sees the error; until then it must not count as unhandled.
  recorded.catch(() => {});
  for (const { sites } of Object.values(batchStatistics)) dispose(sites);
  const summed = group ? await sumGradients(own, stop, group) : { ...own, stop };
  const { scores, norm, gradients } = summed;
  const values = scores.data<"float32">();
  const rate = learningRate(config.optimizer, step, training.steps);
  tidy(() => optimizer.apply(clipNorm > 0 ? clipped(gradients, norm, clipNorm) : gradients, rate));
  dispose([scores, norm, Object.values(gradients)]);

  const fail = (tensor: string): never => {
    throw new NonFiniteError(step, tensor, config.model);
  };
  const metrics = Promise.allSettled([values, recorded]).then(([scores, recorded]) => {
    if (scores.status === "rejected") throw scores.reason;
    const [loss, accuracy, gradientNorm, ...squares] = scores.value;
    if (!Number.isFinite(loss)) fail("loss");
    if (!Number.isFinite(gradientNorm)) {
      const wrong = squares.findIndex((value) => !Number.isFinite(value));
      const name = Object.keys(gradients)[wrong];
      fail(name ? `squared gradient of ${name}` : "gradient norm");
    }
    if (recorded.status === "rejected") {
      // A variance can overflow even if its square root, and so the loss, does not.
      if (!(recorded.reason instanceof RangeError)) throw recorded.reason;
      fail("a mean or variance of the batch");
    }
    return { loss, accuracy, gradientNorm, learningRate: rate };
  });
  // The caller sees the error when it awaits them; until then it must not count as unhandled.
  metrics.catch(() => {});
  return { metrics, recorded, stop: summed.stop };
}

/** Gradients times min(1, clipNorm / norm). */
function clipped(
  gradients: Record<string, Tensor>,
  norm: Scalar,
  clipNorm: number,
): Record<string, Tensor> {
  const factor = div(clipNorm, maximum(norm, clipNorm));
  return Object.fromEntries(
    Object.entries(gradients).map(([name, tensor]) => [name, mul(tensor, factor)]),
  );
}
