import { createModelStatistics, type ModelStatistics } from "@bnlstm/core";
import { BatchSampler } from "@bnlstm/data";
import { getBackend, version_core } from "@tensorflow/tfjs-core";
import { derivedSeed } from "./_derived_seed.ts";
import { nextTask } from "./_next_task.ts";
import { Optimizer } from "./_optimizer.ts";
import { trainingStep } from "./_training_step.ts";
import { updateBest } from "./_update_best.ts";
import type { BestEvaluation } from "./best_evaluation.ts";
import type { Checkpoint } from "./checkpoint.ts";
import manifest from "./deno.json" with { type: "json" };
import { encodeCheckpoint } from "./encode_checkpoint.ts";
import { evaluate } from "./evaluate.ts";
import { readArrays } from "./_read_arrays.ts";
import { NonFiniteError } from "./non_finite_error.ts";
import type { RunConfig } from "./run_config.ts";
import { type DataShape, SequenceClassifier } from "./sequence_classifier.ts";
import type { TaskData } from "./task_data.ts";
import type { DoneEvent, EvaluationEvent, StepEvent, TrainingEvent } from "./training_event.ts";

/** What of a run changes while it trains, besides tensors. */
type Progress = Pick<Checkpoint, "step" | "statistics" | "evaluatedAt" | "best">;

/**
 * A run: a model, its optimiser, and the place it has reached in the data.
 *
 * Nothing it does depends on the clock or on anything outside the configuration and the data, so that two
 * runs on the same backend are the same to the bit, also when one of them was interrupted and restored.
 *
 * @example
 * ```ts
 * import { loadTaskData, runConfigSchema, TrainingRun } from "@bnlstm/train";
 * import "@bnlstm/train/gradients";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { setBackend } from "@tensorflow/tfjs-core";
 *
 * await setBackend("cpu");
 * const config = runConfigSchema.parse({
 *   data: { imageSize: 7, trainExamples: 64, validExamples: 20 },
 *   model: { hiddenSize: 8 },
 *   training: { batchSize: 16, steps: 2 },
 * });
 * const run = TrainingRun.create(config, await loadTaskData(config));
 * for await (const event of run.train()) {
 *   if (event.type === "step") console.log(event.step, event.metrics.loss);
 * }
 * ```
 */
export class TrainingRun {
  /** The configuration. */
  readonly config: RunConfig;
  /** The model as it is now. */
  readonly classifier: SequenceClassifier;
  readonly #data: TaskData;
  readonly #optimizer: Optimizer;
  readonly #sampler: BatchSampler;
  #progress: Progress;

  private constructor(
    config: RunConfig,
    data: TaskData,
    classifier: SequenceClassifier,
    sampler: BatchSampler,
    progress: Progress,
  ) {
    this.config = config;
    this.classifier = classifier;
    this.#data = data;
    this.#optimizer = new Optimizer(config.optimizer, classifier.parameters);
    this.#sampler = sampler;
    this.#progress = progress;
  }

  /**
   * Starts a run. The backend named in the configuration must be ready, and the current one.
   *
   * @throws {RangeError} If the batch size is too small for batch statistics, or larger than the
   * training set.
   * @throws {TypeError} If another backend is the current one.
   */
  static create(config: RunConfig, data: TaskData): TrainingRun {
    checkConfig(config);
    const { batchSize, seed } = config.training;
    const { decay, minCount } = config.statistics;
    const sampler = BatchSampler.create({
      size: data.train.size,
      batchSize,
      seed: derivedSeed(seed, "order"),
    });
    const classifier = SequenceClassifier.create(config, shapeOf(data));
    const statistics = createModelStatistics(classifier.lstm, {
      timeSteps: data.train.timeSteps,
      estimator: "ema",
      decay,
      minCount,
    });
    return new TrainingRun(config, data, classifier, sampler, {
      step: 0,
      statistics,
      evaluatedAt: 0,
    });
  }

  /**
   * Goes on exactly where a checkpoint was made. To train for longer, raise `config.training.steps` of the
   * checkpoint.
   *
   * @throws {TypeError} If the checkpoint does not fit its own configuration or the data, or another
   * backend is the current one.
   */
  static async restore(checkpoint: Checkpoint, data: TaskData): Promise<TrainingRun> {
    const { config, sampler, step, statistics, evaluatedAt, best } = checkpoint;
    checkConfig(config);
    const { batchSize } = config.training;
    const saved = {
      batchSize: sampler.batchSize,
      trainExamples: sampler.size,
      ...checkpoint.data,
    };
    const given = { batchSize, trainExamples: data.train.size, ...shapeOf(data) };
    for (const name of Object.keys(given) as (keyof typeof given)[]) {
      if (saved[name] !== given[name]) {
        throw new TypeError(
          `Cannot restore the run: ${name} must be ${saved[name]}, got ${given[name]}`,
        );
      }
    }
    const run = new TrainingRun(
      config,
      data,
      SequenceClassifier.restore(checkpoint),
      BatchSampler.restore(sampler),
      { step, statistics, evaluatedAt, best },
    );
    await run.#optimizer.restore(checkpoint.optimizer);
    return run;
  }

  /** Updates so far. */
  get step(): number {
    return this.#progress.step;
  }

  /** The moving average of the statistics. */
  get statistics(): ModelStatistics {
    return this.#progress.statistics;
  }

  /** The best evaluation so far. */
  get best(): BestEvaluation | undefined {
    return this.#progress.best;
  }

  /**
   * Trains to the end, or until the signal is aborted: then the step under way is finished, and a last
   * checkpoint comes before `done`.
   *
   * @throws {NonFiniteError} If the loss or a gradient is not finite. The run cannot go on then; an
   * earlier checkpoint can, with a smaller learning rate.
   */
  async *train(signal?: AbortSignal): AsyncGenerator<TrainingEvent, void, undefined> {
    const { steps, evaluateEvery, checkpointEvery, keepCheckpoints } = this.config.training;
    let savedAt = this.step;
    for (;;) {
      const { step, evaluatedAt } = this.#progress;
      const names: string[] = [];
      // An evaluation that was interrupted is made again when the run is restored.
      if (evaluatedAt < step && (step % evaluateEvery === 0 || step === steps)) {
        const event = await this.#evaluate(signal);
        if (event !== undefined) yield event;
        if (event?.best) names.push("best");
      }
      const reason = this.#reasonToStop(signal);
      if (savedAt < step && (reason !== undefined || step % checkpointEvery === 0)) {
        names.push("last");
        if (keepCheckpoints > 0 && step % checkpointEvery === 0) names.push(`step-${step}`);
      }
      if (names.length > 0) {
        yield {
          type: "checkpoint",
          step,
          names,
          bytes: await encodeCheckpoint(await this.checkpoint()),
        };
        savedAt = step;
      }
      if (reason !== undefined) {
        yield { type: "done", step, reason };
        return;
      }
      yield await this.#update();
    }
  }

  /** Everything as it is now. Only between two events of `train` is it one moment. */
  async checkpoint(): Promise<Checkpoint> {
    const [parameters, optimizer] = await Promise.all([
      readArrays(this.classifier.parameters),
      this.#optimizer.state(),
    ]);
    return {
      config: this.config,
      data: shapeOf(this.#data),
      ...this.#progress,
      sampler: this.#sampler.state(),
      parameters,
      optimizer,
      versions: { [manifest.name]: manifest.version, "@tensorflow/tfjs-core": version_core },
    };
  }

  /** Frees parameters and optimiser state. */
  dispose(): void {
    this.#optimizer.dispose();
    this.classifier.dispose();
  }

  #reasonToStop(signal: AbortSignal | undefined): DoneEvent["reason"] | undefined {
    const { steps, patience } = this.config.training;
    if (this.step >= steps) return "steps";
    if (patience > 0 && (this.best?.evaluationsSince ?? 0) >= patience) return "patience";
    if (signal?.aborted) return "aborted";
  }

  /** Evaluates on the validation set; `undefined` if the signal is aborted before the end. */
  async #evaluate(signal: AbortSignal | undefined): Promise<EvaluationEvent | undefined> {
    const { step, statistics, best } = this.#progress;
    const { valid } = this.#data;
    const { evaluationBatchSize: batchSize } = this.config.training;
    const started = performance.now();
    let metrics;
    try {
      metrics = await evaluate(this.classifier, valid, statistics, { batchSize, signal });
    } catch (error) {
      if (signal?.aborted && error === signal.reason) return undefined;
      throw error;
    }
    if (!Number.isFinite(metrics.loss)) throw new NonFiniteError(step, "validation loss");
    const newBest = updateBest(best, step, metrics);
    this.#progress = { ...this.#progress, evaluatedAt: step, best: newBest };
    return {
      type: "evaluation",
      step,
      metrics,
      best: newBest.step === step,
      timing: { sequencesPerSecond: perSecond(valid.size, started) },
    };
  }

  async #update(): Promise<StepEvent> {
    await nextTask();
    const started = performance.now();
    const { batchSize, logEvery } = this.config.training;
    const step = this.step + 1;
    const batch = this.#data.train.batch(this.#sampler.nextBatch());
    const { metrics, statistics } = await trainingStep(
      { config: this.config, classifier: this.classifier, optimizer: this.#optimizer },
      batch,
      step,
      this.statistics,
    );
    this.#progress = { ...this.#progress, step, statistics };
    return {
      type: "step",
      step,
      log: step % logEvery === 0,
      metrics: { epoch: this.#sampler.epoch, ...metrics },
      timing: { sequencesPerSecond: perSecond(batchSize, started) },
    };
  }
}

function checkConfig({ backend, model, training }: RunConfig): void {
  if (model.normalization !== "none" && training.batchSize < 2) {
    throw new RangeError(
      `Cannot train: batch size must be at least 2 for batch statistics, got ${training.batchSize}`,
    );
  }
  if (getBackend() !== backend) {
    throw new TypeError(
      `Cannot train: backend "${backend}" is not the current one, got "${getBackend()}"`,
    );
  }
}

function shapeOf({ train: { inputSize, timeSteps, classes } }: TaskData): DataShape {
  return { inputSize, timeSteps, classes };
}

function perSecond(sequences: number, started: number): number {
  return 1000 * sequences / (performance.now() - started);
}
