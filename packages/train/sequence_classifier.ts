import {
  BatchNormLSTM,
  type BatchStatisticsTensors,
  createModelStatistics,
  type ModelState,
  type ModelStatistics,
} from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import {
  add,
  matMul,
  randomNormal,
  type Tensor1D,
  type Tensor2D,
  tensor3d,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { correctRows, crossEntropy } from "./_classification.ts";
import { derivedSeed } from "./_derived_seed.ts";
import type { DataShape } from "./data_shape.ts";
import type { ClassifierConfig, ModelConfig, ModelConfigs } from "./model_config.ts";
import type { RunConfig } from "./run_config.ts";
import type { Score, ScoreOptions, TaskModel } from "./task_model.ts";
import type { TaskName } from "./task_name.ts";

/** A task whose model is a classifier. */
type ClassificationTask = {
  [Name in TaskName]: ModelConfigs[Name] extends ClassifierConfig ? Name : never;
}[TaskName];

/** What a classifier returns. */
export interface Classification {
  /** Logarithms of the class probabilities, but for a constant in each row `[B, K]`. */
  logits: Tensor2D;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/**
 * A BN-LSTM with a softmax layer on the last h of each row (the paper, section 5.1).
 *
 * @example
 * ```ts
 * import { runConfigSchema, SequenceClassifier } from "@bnlstm/train";
 * import "@tensorflow/tfjs-backend-cpu";
 *
 * const config = runConfigSchema.parse({ model: { hiddenSize: 8 } });
 * const shape = { inputSize: 1, timeSteps: 49, classes: 10 };
 * const classifier = SequenceClassifier.create(config, shape);
 * console.log(Object.keys(classifier.parameters)); // layer0.wx, …, head.weight, head.bias
 * ```
 */
export class SequenceClassifier implements TaskModel<SequenceBatch> {
  /** The recurrent part. */
  readonly lstm: BatchNormLSTM;
  /** Trainable parameters by name: those of the LSTM, `head.weight [H, K]` (2H if bidirectional) and `head.bias [K]`. */
  readonly parameters: Readonly<Record<string, Variable>>;
  readonly #noise: number;
  readonly #timeSteps: number;
  readonly #shrinks: boolean;

  private constructor(
    { model, training, statistics }: RunConfig<ClassificationTask>,
    { inputSize, timeSteps, classes }: DataShape,
  ) {
    const { hiddenSize, directions } = model;
    this.#noise = model.initialStateNoise;
    this.#timeSteps = timeSteps;
    this.#shrinks = model.normalization === "batch" && statistics.kappa > 0;
    this.lstm = BatchNormLSTM.create({
      inputSize,
      hiddenSize,
      layers: model.layers,
      bidirectional: directions === 2,
      sites: sitesOf(model),
      epsilon: model.epsilon,
      shrinkage: { kappa: statistics.kappa, minCount: statistics.minCount },
      gamma: model.gamma,
      forgetBias: model.forgetBias,
      recurrentInitializer: model.recurrentInitializer,
      seed: derivedSeed(training.seed, "lstm"),
    });
    this.parameters = tidy(() => ({
      ...this.lstm.parameters,
      "head.weight": variable(
        randomNormal(
          [directions * hiddenSize, classes],
          0,
          1 / Math.sqrt(directions * hiddenSize),
          "float32",
          derivedSeed(training.seed, "head"),
        ),
      ),
      "head.bias": variable(zeros([classes])),
    }));
  }

  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  static create(config: RunConfig<ClassificationTask>, shape: DataShape): SequenceClassifier {
    return new SequenceClassifier(config, shape);
  }

  createStatistics(
    options: Parameters<TaskModel<SequenceBatch>["createStatistics"]>[0],
  ): ModelStatistics {
    return createModelStatistics(this.lstm, { ...options, timeSteps: this.#timeSteps });
  }

  readsStatistics({ lengths }: SequenceBatch): boolean {
    return this.#shrinks && lengths !== undefined;
  }

  /**
   * Classifies a batch.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  classify(batch: SequenceBatch, { mode, statistics, noiseSeed }: ScoreOptions): Classification {
    const { inputs, lengths, timeSteps, batchSize, inputSize } = batch;
    return tidy(() => {
      const { h, batchStatistics } = this.lstm.apply(
        tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        {
          mode,
          statistics,
          lengths,
          returnSequences: false,
          state: noiseSeed === undefined ? undefined : this.#noisyState(batchSize, noiseSeed),
        },
      );
      const { "head.weight": weight, "head.bias": bias } = this.parameters;
      const logits: Tensor2D = add(
        matMul(h, weight as unknown as Tensor2D),
        bias as unknown as Tensor1D,
      );
      return { logits, batchStatistics } as Classification & Record<string, Tensor2D>;
    });
  }

  score(batch: SequenceBatch, options: ScoreOptions): Score {
    return tidy(() => {
      const { logits, batchStatistics } = this.classify(batch, options);
      return {
        loss: crossEntropy(logits, batch.labels),
        correct: correctRows(logits, batch.labels),
        batchStatistics,
        predictions: batch.batchSize,
      } as unknown as Score & Record<string, Tensor2D>;
    });
  }

  /** Frees the parameters. */
  dispose(): void {
    for (const parameter of Object.values(this.parameters)) parameter.dispose();
  }

  /** The start of a sequence with noise on h_0; `undefined` where the model has none. */
  #noisyState(batchSize: number, seed: number): ModelState | undefined {
    if (this.#noise === 0) return undefined;
    const shape: [number, number] = [batchSize, this.lstm.options.hiddenSize];
    return {
      time: 0,
      cells: Object.fromEntries(
        this.lstm.cellNames.map((name) => [name, {
          h: randomNormal(shape, 0, this.#noise, "float32", derivedSeed(seed, name)) as Tensor2D,
          c: zeros(shape),
        }]),
      ),
    };
  }
}

function sitesOf(
  { normalization, inputStatistics }: ModelConfig,
): BatchNormLSTM["options"]["sites"] {
  return normalization === "none"
    ? { input: "none", hidden: "none", cell: "none" }
    : { input: inputStatistics, hidden: "timestep", cell: "timestep" };
}
