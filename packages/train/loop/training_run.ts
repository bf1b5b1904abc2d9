import { InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import { boolean, checker, having, optional, record } from "@bnlstm/data/arguments";
import { version_core } from "@tensorflow/tfjs-core";
import { mergeOverRanks } from "@bnlstm/core/statistics";
import {
  BATCH_STREAM,
  CHECKPOINT,
  PROCESS_GROUP,
  RUN_CONFIG,
  TASK_DATA,
  TASK_MODEL,
} from "./_rules.ts";
import { checkGroup, checkParameters } from "./_check_group.ts";
import { checkedConfig, checkMemory, checkShape } from "./_check_run.ts";
import { derivedSeed } from "./_derived_seed.ts";
import { Interval } from "./_interval.ts";
import { nextTask } from "./_next_task.ts";
import { Optimizer } from "./_optimizer.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { type PendingStep, trainingStep } from "./_training_step.ts";
import { type BestEvaluation, updateBest } from "./best_evaluation.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import manifest from "../deno.json" with { type: "json" };
import { encodeCheckpoint } from "../checkpoint/encode_checkpoint.ts";
import { evaluate } from "./evaluate.ts";
import { NonFiniteError } from "./non_finite_error.ts";
import { restoreModel } from "../checkpoint/restore_model.ts";
import type { ProcessGroup } from "./process_group.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { BatchStream, TaskData } from "../tasks/task_data.ts";
import type { TaskModel } from "../models/task_model.ts";
import { TASKS } from "../tasks/tasks.ts";
import type { DoneEvent, EvaluationEvent, LogEvent, TrainingEvent } from "./training_event.ts";

/**
 * How many steps the backend may lag behind: enough that it never waits for work, and few enough that the
 * statistics of pending steps fit into memory. With 2,000 units and 180 time steps those of one step take 52
 * MB.
 */
const MOST_PENDING = 8;

/** What changes in a run while it trains, except tensors. `statistics` do not include pending steps. */
type Progress = Pick<Checkpoint, "step" | "statistics" | "evaluatedAt" | "best">;

/** What a run is started with, besides its configuration and data. */
export interface TrainingRunOptions {
  /** The model to train. Default: a new model of the task. */
  model?: TaskModel<unknown>;
  /** The processes that train it together; all must make the same calls. Default: only this one. */
  group?: ProcessGroup;
}

/**
 * A training run: a model, its optimizer, and the position it has reached in the data.
 *
 * Nothing it does depends on the clock or on anything except the configuration and the data, so that two runs
 * on the same backend are equal to the bit, even if one of them was interrupted and restored.
 *
 * @example
 * ```ts
 * import { loadTaskData, runConfigSchema, TrainingRun } from "@bnlstm/train";
 * import "@bnlstm/core/gradients";
 * import "@tensorflow/tfjs-backend-cpu";
 * import { setBackend } from "@tensorflow/tfjs-core";
 *
 * await setBackend("cpu");
 * const config = runConfigSchema.parse({
 *   data: { imageSize: 7, trainExamples: 64, validExamples: 20 },
 *   model: { hiddenSize: 8 },
 *   training: { batchSize: 16, steps: 2, logEvery: 1 },
 * });
 * const run = TrainingRun.create(config, await loadTaskData(config));
 * for await (const event of run.train()) {
 *   if (event.type === "log") console.log(event.step, event.metrics.loss);
 * }
 * ```
 */
export class TrainingRun {
  /** The configuration. */
  readonly config: RunConfig;
  /** The model in its current state. */
  readonly model: TaskModel<unknown>;
  readonly #data: TaskData<unknown>;
  readonly #optimizer: Optimizer;
  readonly #stream: BatchStream<unknown>;
  /** Metrics of the steps since the last log event. */
  readonly #interval = new Interval();
  /** Steps that the backend may still be computing. */
  readonly #pending: { epoch: number; result: PendingStep }[] = [];
  readonly #group: ProcessGroup | undefined;
  #progress: Progress;
  /** Whether any process was asked to stop. */
  #stop = false;

  private constructor(
    config: RunConfig,
    data: TaskData<unknown>,
    model: TaskModel<unknown>,
    stream: BatchStream<unknown>,
    progress: Progress,
    group: ProcessGroup | undefined,
  ) {
    this.config = config;
    this.model = model;
    this.#data = data;
    this.#optimizer = new Optimizer(config.optimizer, model.parameters);
    this.#stream = stream;
    this.#progress = progress;
    this.#group = group;
  }

  /**
   * Starts a run on the current tfjs backend. If the configuration names a backend, it must be that one.
   *
   * @param config The configuration.
   * @param data The data to learn from.
   * @param options The model to train, and the processes that train it.
   * @throws {RangeError} If the batch size is too small for batch statistics or the processes, or larger than
   *   the training set, or if the model would have an array of more than 4 GiB.
   * @throws {TypeError} If an argument is of the wrong type, the current backend is not the configured one, or a
   *   process has another configuration, data or version.
   */
  static create(
    config: RunConfig,
    data: TaskData<unknown>,
    options: TrainingRunOptions = {},
  ): TrainingRun {
    checkCreate({ config, data, options });
    const { group } = options;
    checkMemory(config, data.shape);
    config = checkedConfig(config);
    if (group) checkGroup(config, data.shape, group);
    const { batchSize, seed } = config.training;
    const { decay } = config.statistics;
    const stream = data.stream({ batchSize, seed: derivedSeed(seed, "order"), share: group });
    checkStream({ stream });
    const { model = TASKS[config.task].createModel(config, data.shape) } = options;
    const statistics = model.createStatistics({ estimator: "ema", decay });
    const progress = { step: 0, statistics, evaluatedAt: 0 };
    return new TrainingRun(config, data, model, stream, progress, group);
  }

  /**
   * Continues exactly where a checkpoint was made. To train for longer, raise `config.training.steps` of the
   * checkpoint. The number of processes may differ from before.
   *
   * @throws {TypeError} If an argument is of the wrong type, the checkpoint does not fit its own configuration or
   *   the data, the current backend is not the configured one, or a process has another configuration, data or
   *   version.
   * @throws {RangeError} If the batch size is too small for batch statistics or the processes, or the position in
   *   the data is out of range.
   */
  // deno-lint-ignore require-await -- whoever calls it waits, and sees errors as rejections
  static async restore(
    checkpoint: Checkpoint,
    data: TaskData<unknown>,
    options: Pick<TrainingRunOptions, "group"> = {},
  ): Promise<TrainingRun> {
    checkRestore({ checkpoint, data, options });
    const { group } = options;
    const { step, statistics, evaluatedAt, best } = checkpoint;
    const config = checkedConfig(checkpoint.config);
    if (group) checkGroup(config, data.shape, group);
    checkShape(checkpoint.data, data.shape);
    const stream = data.resume(checkpoint.sampler, group);
    checkStream({ stream });
    if (stream.batchSize !== config.training.batchSize) {
      throw new InvalidTypeError(
        `Cannot restore the run: batchSize must be ${stream.batchSize}, ` +
          `got ${config.training.batchSize}`,
      );
    }
    const model = restoreModel(checkpoint);
    const progress = { step, statistics: ownPart(statistics, group), evaluatedAt, best };
    const run = new TrainingRun(config, data, model, stream, progress, group);
    try {
      run.#optimizer.restore(checkpoint.optimizer);
    } catch (error) {
      run.dispose();
      throw error;
    }
    return run;
  }

  /** Number of updates so far. */
  get step(): number {
    return this.#progress.step;
  }

  /** The best evaluation so far. */
  get best(): BestEvaluation | undefined {
    return this.#progress.best;
  }

  /**
   * Trains to the end, or until the signal is aborted: then the current step is finished, and a last checkpoint
   * precedes `done`. In a group, the signal of any one process stops all of them after the same step; every
   * process must consume every event.
   *
   * @throws {NonFiniteError} If the loss or a gradient is not finite. The run cannot continue then; an earlier
   * checkpoint can, with a smaller learning rate.
   */
  async *train(signal?: AbortSignal): AsyncGenerator<TrainingEvent, void, undefined> {
    checkTrain({ signal });
    const { steps, logEvery, evaluateEvery, checkpointEvery, keepCheckpoints } =
      this.config.training;
    let savedAt = this.step;
    for (;;) {
      const { step, evaluatedAt } = this.#progress;
      const names: string[] = [];
      // An interrupted evaluation is repeated when the run is restored.
      if (evaluatedAt < step && (step % evaluateEvery === 0 || step === steps)) {
        const event = await this.#evaluate(this.#group ? undefined : signal);
        if (event !== undefined) {
          yield event;
          // A run that is restored at this step saved it without its evaluation.
          savedAt = -1;
        }
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
      await this.#update(signal);
      yield { type: "step", step: this.step };
      if (this.step % logEvery === 0) yield await this.#log();
    }
  }

  /** Returns the state of the run. Call it only between two events of `train`. */
  async checkpoint(): Promise<Checkpoint> {
    await this.#settle();
    const [parameters, optimizer] = await Promise.all([
      readArrays(this.model.parameters),
      this.#optimizer.state(),
    ]);
    return {
      config: this.config,
      data: this.#data.shape,
      ...this.#progress,
      statistics: this.#statistics(),
      sampler: this.#stream.state(),
      parameters,
      optimizer,
      versions: { [manifest.name]: manifest.version, "@tensorflow/tfjs-core": version_core },
    };
  }

  /** Frees parameters and optimizer state. */
  dispose(): void {
    this.#optimizer.dispose();
    this.model.dispose();
  }

  #reasonToStop(signal: AbortSignal | undefined): DoneEvent["reason"] | undefined {
    const { steps, patience } = this.config.training;
    if (this.step >= steps) return "steps";
    if (patience > 0 && (this.best?.evaluationsSince ?? 0) >= patience) return "patience";
    if (this.#group ? this.#stop : signal?.aborted) return "aborted";
  }

  /** Evaluates on the validation set; `undefined` if the signal is aborted before the end. */
  async #evaluate(signal: AbortSignal | undefined): Promise<EvaluationEvent | undefined> {
    await this.#settle();
    const { step, best } = this.#progress;
    const { task, training: { evaluationBatchSize } } = this.config;
    const started = performance.now();
    if (this.#group) {
      await checkParameters(await readArrays(this.model.parameters), step, this.#group);
    }
    let metrics;
    try {
      const pass = this.#data.pass("valid", evaluationBatchSize);
      const group = this.#group;
      metrics = await evaluate(this.model, pass, this.#statistics(), { signal, group });
    } catch (error) {
      if (signal?.aborted && error === signal.reason) return undefined;
      throw error;
    }
    if (!Number.isFinite(metrics.loss)) {
      throw new NonFiniteError(step, "validation loss", this.config.model);
    }
    const newBest = updateBest(best, step, metrics, TASKS[task].headline);
    this.#progress = { ...this.#progress, evaluatedAt: step, best: newBest };
    return {
      type: "evaluation",
      step,
      metrics,
      best: newBest.step === step,
      timing: { sequencesPerSecond: 1000 * this.#data.sizes.valid / (performance.now() - started) },
    };
  }

  /** The moving average; if processes have statistics of their own, combined over all of them. */
  #statistics(): ModelStatistics {
    const { statistics } = this.#progress;
    const group = this.#group;
    return group && !group.statistics ? mergeOverRanks(statistics, group) : statistics;
  }

  /** Submits another step to the backend. */
  async #update(signal: AbortSignal | undefined): Promise<void> {
    await nextTask();
    await this.#settle(MOST_PENDING - 1);
    const started = performance.now();
    const batch = this.#stream.next();
    const step = this.step + 1;
    const result = await trainingStep(
      { config: this.config, model: this.model, optimizer: this.#optimizer, group: this.#group },
      batch,
      step,
      this.#pending.at(-1)?.result.recorded ?? this.#progress.statistics,
      signal?.aborted,
    );
    this.#stop ||= result.stop;
    this.#pending.push({ epoch: this.#stream.epoch, result });
    this.#progress = { ...this.#progress, step };
    this.#interval.milliseconds += performance.now() - started;
  }

  /** Waits until the backend has finished all submitted steps, except the last `left`. */
  async #settle(left = 0): Promise<void> {
    const started = performance.now();
    while (this.#pending.length > left) {
      const [{ epoch, result }] = this.#pending;
      this.#interval.add({ epoch, ...await result.metrics });
      this.#progress = { ...this.#progress, statistics: await result.recorded };
      this.#pending.shift();
    }
    this.#interval.milliseconds += performance.now() - started;
  }

  async #log(): Promise<LogEvent> {
    await this.#settle();
    return { type: "log", step: this.step, ...this.#interval.take(this.config.training.batchSize) };
  }
}

/** The statistics with which a process continues: rows seen before are counted only by the first process. */
function ownPart(statistics: ModelStatistics, group: ProcessGroup | undefined): ModelStatistics {
  if (!group || group.statistics || group.rank === 0) return statistics;
  return Object.fromEntries(
    Object.entries(statistics).map((
      [name, store],
    ) => [name, { ...store, count: new Float64Array(store.count.length) }]),
  );
}

const checkCreate = checker("train", {
  config: RUN_CONFIG,
  data: TASK_DATA,
  options: record({ model: optional(TASK_MODEL), group: optional(PROCESS_GROUP) }),
});
const checkRestore = checker("restore the run", {
  checkpoint: CHECKPOINT,
  data: TASK_DATA,
  options: record({ group: optional(PROCESS_GROUP) }),
});
const checkStream = checker("train", { stream: BATCH_STREAM });
const checkTrain = checker("train", { signal: optional(having({ aborted: boolean })) });
