import {
  type ApplyOptions,
  BatchNormLSTM,
  type BatchStatisticsTensors,
  type ModelState,
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
import { derivedSeed } from "./_derived_seed.ts";
import { assignArrays } from "./_assign_arrays.ts";
import type { ModelConfig } from "./model_config.ts";
import type { NamedArrays } from "./named_arrays.ts";
import type { RunConfig } from "./run_config.ts";

/** Sizes the data set gives a model. */
export interface DataShape {
  /** I: values in each step. */
  inputSize: number;
  /** T: steps of the longest sequence. */
  timeSteps: number;
  /** K: number of classes. */
  classes: number;
}

/** How a classifier is applied to a batch. */
export interface ClassifyOptions extends Pick<ApplyOptions, "mode" | "statistics"> {
  /** Seed of the noise on h_0 (rule R10); no noise when absent. */
  noiseSeed?: number;
}

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
export class SequenceClassifier {
  /** The recurrent part. */
  readonly lstm: BatchNormLSTM;
  /** Trainable parameters by name: those of the LSTM, `head.weight [H, K]` and `head.bias [K]`. */
  readonly parameters: Readonly<Record<string, Variable>>;
  readonly #noise: number;

  private constructor(
    { model, training, statistics }: RunConfig,
    { inputSize, classes }: DataShape,
  ) {
    const { hiddenSize } = model;
    this.#noise = model.initialStateNoise;
    this.lstm = BatchNormLSTM.create({
      inputSize,
      hiddenSize,
      layers: model.layers,
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
          [hiddenSize, classes],
          0,
          1 / Math.sqrt(hiddenSize),
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
  static create(config: RunConfig, shape: DataShape): SequenceClassifier {
    return new SequenceClassifier(config, shape);
  }

  /**
   * Creates a model with saved parameters, such as those of a checkpoint.
   *
   * @throws {TypeError} If names or shapes are not those of the configured model.
   */
  static restore(
    saved: { config: RunConfig; data: DataShape; parameters: NamedArrays },
  ): SequenceClassifier {
    // Identity costs nothing, where orthogonal matrices would be made only to be overwritten.
    const model: ModelConfig = { ...saved.config.model, recurrentInitializer: "identity" };
    const classifier = new SequenceClassifier({ ...saved.config, model }, saved.data);
    assignArrays(classifier.parameters, saved.parameters, "parameter");
    return classifier;
  }

  /**
   * Classifies a batch.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  classify(batch: SequenceBatch, { mode, statistics, noiseSeed }: ClassifyOptions): Classification {
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
