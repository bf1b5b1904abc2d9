import {
  type BatchNormLSTM,
  createModelStatistics,
  type ModelState,
  type ModelStatistics,
} from "@bnlstm/core";
import { orthogonal, uniformSource } from "@bnlstm/core/initializers";
import {
  add,
  gather,
  randomNormal,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tensor2d,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { ownRowNumbers } from "../tasks/row_share.ts";
import { configuredLstm } from "./_configured_lstm.ts";
import { derivedSeed } from "../loop/_derived_seed.ts";
import { checkNewModel } from "./_rules.ts";
import { multiply } from "./_multiply.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { ModelConfig, ModelConfigs } from "../config/model_config.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { Score, ScoreOptions, TaskModel } from "./task_model.ts";
import type { TaskName } from "../config/data_config.ts";

/** A task whose model is an LSTM with a softmax layer. */
export type SoftmaxTask = {
  [Name in TaskName]: ModelConfigs[Name] extends ModelConfig ? Name : never;
}[TaskName];

/** A BN-LSTM and a softmax layer on its h: the common part of classifiers and language models. */
export abstract class SoftmaxModel<Batch extends { lengths?: Int32Array }>
  implements TaskModel<Batch> {
  /** The recurrent part. */
  readonly lstm: BatchNormLSTM;
  /**
   * Trainable parameters by name: those of the LSTM, `head.weight [H, K]`, or `[2H, K]` if it reads in both
   * directions, and `head.bias [K]`.
   */
  readonly parameters: Readonly<Record<string, Variable>>;
  readonly #noise: number;
  readonly #timeSteps: number;
  readonly #batchSize: number;

  /**
   * Creates a model with fresh parameters.
   *
   * @param config Settings; the parameters depend on `model` and on the seed.
   * @param shape Sizes of the input and of the softmax layer, and T_max.
   */
  protected constructor(config: RunConfig<SoftmaxTask>, shape: DataShape) {
    checkNewModel(config, shape);
    const { inputSize, timeSteps, classes } = shape;
    const { model, training } = config;
    const { hiddenSize } = model;
    const directions = "directions" in model ? model.directions : 1;
    this.#noise = model.initialStateNoise;
    this.#timeSteps = timeSteps;
    this.#batchSize = training.batchSize;
    this.lstm = configuredLstm(config, inputSize, "lstm", directions);
    this.parameters = tidy(() => ({
      ...this.lstm.parameters,
      "head.weight": softmaxWeights(
        [directions * hiddenSize, classes],
        model.softmaxInitializer,
        derivedSeed(training.seed, "head"),
      ),
      "head.bias": variable(zeros([classes])),
    }));
  }

  abstract score(batch: Batch, options: ScoreOptions): Score;

  createStatistics(
    options: Parameters<TaskModel<Batch>["createStatistics"]>[0],
  ): ModelStatistics {
    return createModelStatistics(this.lstm, { ...options, timeSteps: this.#timeSteps });
  }

  /** Frees the parameters and what the LSTM holds for evaluation. */
  dispose(): void {
    this.lstm.dispose();
    for (const name of ["head.weight", "head.bias"]) this.parameters[name].dispose();
  }

  /** The softmax layer before the softmax: `[N, H]` to `[N, K]`. */
  protected logits(h: Tensor2D): Tensor2D {
    const { "head.weight": weight, "head.bias": bias } = this.parameters;
    return tidy(() =>
      add(multiply(h, weight as unknown as Tensor2D), bias as unknown as Tensor1D) as Tensor2D
    );
  }

  /**
   * The initial state with noise on h_0; `undefined` if the model has no noise, or no seed is given. The noise
   * of a row is the same on whichever process it is.
   */
  protected noisyState(
    batchSize: number,
    { noiseSeed: seed, group }: ScoreOptions,
  ): ModelState | undefined {
    if (seed === undefined || this.#noise === 0) return undefined;
    const { time, cells } = this.lstm.initialState(batchSize);
    const whole = group ? this.#batchSize : batchSize;
    const own = group && tensor1d(ownRowNumbers(whole, group), "int32");
    const noise = (cell: string, { shape: [, units] }: Tensor2D): Tensor2D => {
      const shape: [number, number] = [whole, units];
      const all = randomNormal(shape, 0, this.#noise, "float32", derivedSeed(seed, cell));
      return own ? gather(all, own) as Tensor2D : all as Tensor2D;
    };
    return {
      time,
      cells: Object.fromEntries(
        Object.entries(cells).map(([name, { h, c }]) => [name, { h: add(h, noise(name, h)), c }]),
      ),
    };
  }
}

/** Initial weights of a softmax layer, `[rows, classes]`. */
function softmaxWeights(
  shape: [number, number],
  initializer: ModelConfig["softmaxInitializer"],
  seed: number,
): Variable {
  const [rows, classes] = shape;
  return variable(
    initializer === "orthogonal"
      ? tensor2d(orthogonal(rows, classes, uniformSource(seed)), shape)
      : randomNormal(shape, 0, 1 / Math.sqrt(rows), "float32", seed),
  );
}
