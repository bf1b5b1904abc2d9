import { type ModelStatistics, recordStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import { dispose, mul, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { batchGradients } from "./_batch_gradients.ts";
import { derivedSeed } from "./_derived_seed.ts";
import { findNonFinite } from "./_find_non_finite.ts";
import type { Optimizer } from "./_optimizer.ts";
import { learningRate } from "./learning_rate.ts";
import { NonFiniteError } from "./non_finite_error.ts";
import type { RunConfig } from "./run_config.ts";
import type { SequenceClassifier } from "./sequence_classifier.ts";
import type { StepEvent } from "./training_event.ts";

/** What is trained, and how. */
export interface TrainingStepContext {
  config: RunConfig;
  classifier: SequenceClassifier;
  optimizer: Optimizer;
}

/** What is left of a step. */
export interface TrainingStepResult {
  metrics: Omit<StepEvent["metrics"], "epoch">;
  /** The statistics with those of this batch. */
  statistics: ModelStatistics;
}

/**
 * One update: forward, backward, clip, apply. The backend is waited for once.
 *
 * @param step The update, counted from 1.
 * @param statistics The moving average of the statistics so far.
 * @throws {NonFiniteError} If the loss or a gradient is not finite; nothing is updated then.
 */
export async function trainingStep(
  { config, classifier, optimizer }: TrainingStepContext,
  batch: SequenceBatch,
  step: number,
  statistics: ModelStatistics,
): Promise<TrainingStepResult> {
  const { optimizer: { clipNorm }, training } = config;
  const noiseSeed = derivedSeed(training.seed, "noise", step);
  const { scores, gradients, batchStatistics } = batchGradients(classifier, batch, {
    statistics,
    noiseSeed,
  });
  try {
    const [values, recorded] = await Promise.allSettled([
      scores.data<"float32">(),
      recordStatistics(statistics, batchStatistics),
    ]);
    if (values.status === "rejected") throw values.reason;
    const [loss, accuracy, gradientNorm] = values.value;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      throw new NonFiniteError(step, await culprit(classifier, loss, gradients));
    }
    if (recorded.status === "rejected") {
      // A variance can overflow where its square root, and so the loss, does not.
      if (!(recorded.reason instanceof RangeError)) throw recorded.reason;
      throw new NonFiniteError(step, "a mean or variance of the batch");
    }

    const rate = learningRate(config.optimizer, step, training.steps);
    const clip = clipNorm > 0 && gradientNorm > clipNorm;
    tidy(() => {
      optimizer.apply(clip ? scaled(gradients, clipNorm / gradientNorm) : gradients, rate);
    });
    const metrics = { loss, accuracy, gradientNorm, learningRate: rate };
    return { metrics, statistics: recorded.value };
  } finally {
    dispose([scores, Object.values(gradients)]);
    for (const { sites } of Object.values(batchStatistics)) dispose(sites);
  }
}

/** What to blame for a loss or gradient that is not finite, nearest to the cause. */
async function culprit(
  { parameters }: SequenceClassifier,
  loss: number,
  gradients: Record<string, Tensor>,
): Promise<string> {
  const parameter = await findNonFinite(parameters);
  if (parameter !== undefined) return `parameter ${parameter}`;
  if (!Number.isFinite(loss)) return "loss";
  const gradient = await findNonFinite(gradients);
  return gradient === undefined ? "gradient norm" : `gradient of ${gradient}`;
}

function scaled(tensors: Record<string, Tensor>, factor: number): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, mul(tensor, factor)]),
  );
}
