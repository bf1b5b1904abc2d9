import {
  array,
  boolean,
  checker,
  having,
  list,
  optional,
  record,
  string,
  whole,
} from "@bnlstm/data/arguments";
import { InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import { padded, type Sequence } from "@bnlstm/data/sequences";
import { softmax, type Tensor2D, type Tensor3D, tidy } from "@tensorflow/tfjs-core";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import { restoreModel } from "../checkpoint/restore_model.ts";
import { CHECKPOINT } from "../loop/_rules.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import { type InputSequence, inputsOf, type UnseenCounts } from "./inputs_of.ts";

/** What a classifier predicts. */
export interface ClassPrediction {
  /** The most probable class. */
  label: string;
  /** Probability of each class, in the order of the classes of the model. */
  probabilities: Float32Array;
}

/** Options of predictions. */
export interface PredictOptions {
  /** Number of sequences computed at a time. Default: 64. */
  batchSize?: number;
}

/**
 * Reads a checkpoint of a classifier for prediction. It computes on the current tfjs backend, which need not be
 * the one of training.
 *
 * @param bytes A `.safetensors` file that training wrote.
 * @throws {TypeError} If it is not a checkpoint, or its model does not classify sequences.
 *
 * @example
 * ```ts
 * import "@bnlstm/core/gradients";
 * import { loadModel, loadTaskData, runConfigSchema, TrainingRun } from "@bnlstm/train";
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
 * let file = new Uint8Array();
 * for await (const event of run.train()) if (event.type === "checkpoint") file = event.bytes;
 *
 * const model = await loadModel(file);
 * const image = Array.from({ length: 49 }, (_, step) => [Number(step % 7 === 3)]);
 * const [{ label, probabilities }] = await model.predict([image]);
 * console.log(label, probabilities); // one of "0" … "9", and ten numbers
 * ```
 */
export async function loadModel(bytes: Uint8Array): Promise<LoadedModel> {
  return LoadedModel.of(await decodeCheckpoint(bytes));
}

/** A trained classifier of sequences. */
export class LoadedModel {
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Names of the features that are read at each step; absent if these are the characters of a text. */
  readonly features?: readonly string[];
  /** Sizes and meanings that the model took from the data. */
  readonly shape: DataShape;
  /** Values met in predictions that training did not have, by feature. */
  readonly unseen: UnseenCounts = new Map();
  readonly #model: SequenceClassifier;
  readonly #statistics: ModelStatistics;

  private constructor(model: SequenceClassifier, shape: DataShape, statistics: ModelStatistics) {
    this.#model = model;
    this.#statistics = statistics;
    this.shape = shape;
    const { reading, classes, symbols, inputSize } = shape;
    this.classes = reading?.classes ?? Array.from({ length: classes }, (_, at) => String(at));
    if (!symbols) {
      this.features = reading?.roles.features.map(({ name }) => name) ??
        Array.from({ length: inputSize }, (_, at) => `value ${at + 1}`);
    }
  }

  /**
   * Creates the model of a checkpoint, with the statistics of a pass over the training set if it has any.
   *
   * @throws {TypeError} If the model does not classify sequences.
   */
  static of(checkpoint: Checkpoint): LoadedModel {
    checkOf({ checkpoint });
    const model = restoreModel(checkpoint);
    const { config, data, population, statistics } = checkpoint;
    if (model instanceof SequenceClassifier) {
      return new LoadedModel(model, data, population ?? statistics);
    }
    model.dispose();
    throw new InvalidTypeError(`Cannot predict: task ${config.task} does not classify sequences`);
  }

  /**
   * Predicts the class of each sequence.
   *
   * @throws {TypeError} If a sequence has no steps, or a step does not have a value for each feature.
   */
  async predict(
    sequences: readonly InputSequence[],
    options: PredictOptions = {},
  ): Promise<ClassPrediction[]> {
    checkSequences({ sequences });
    const inputs = sequences.map((sequence, at) => inputsOf(sequence, this.shape, at, this.unseen));
    return await this.#inBatches(inputs, options, async (rows) => {
      const probabilities = await this.#probabilities(
        (batch) =>
          this.#model.classify(batch, { mode: "eval", statistics: this.#statistics }).logits,
        rows,
      );
      return rows.map((_, row) => this.#prediction(probabilities, row));
    });
  }

  /**
   * Predicts the class of each sequence after every one of its steps, or after every fold if steps are folded.
   *
   * @throws {TypeError} Like `predict`, and if the model also reads from the end.
   */
  async predictSteps(
    sequences: readonly InputSequence[],
    options: PredictOptions = {},
  ): Promise<ClassPrediction[][]> {
    checkSequences({ sequences });
    const inputs = sequences.map((sequence, at) => inputsOf(sequence, this.shape, at, this.unseen));
    return await this.#inBatches(inputs, options, async (rows) => {
      const probabilities = await this.#probabilities(
        (batch) => this.#model.classifySteps(batch, this.#statistics),
        rows,
      );
      return rows.map(({ length }, row) =>
        Array.from(
          { length: length / this.shape.inputSize },
          (_, step) => this.#prediction(probabilities, step * rows.length + row),
        )
      );
    });
  }

  /** Predicts sequences from files, which have values by feature. */
  async predictRead(
    sequences: readonly Sequence[],
    everyStep: boolean,
  ): Promise<ClassPrediction[][]> {
    checkRead({ sequences, everyStep });
    const given = sequences.map((sequence) => sequence.text ?? steps(sequence));
    return everyStep
      ? await this.predictSteps(given)
      : (await this.predict(given)).map((prediction) => [prediction]);
  }

  /** Frees the parameters. */
  dispose(): void {
    this.#model.dispose();
  }

  async #inBatches<Result>(
    inputs: readonly Float32Array[],
    options: PredictOptions,
    predict: (rows: readonly Float32Array[]) => Promise<Result[]>,
  ): Promise<Result[]> {
    checkOptions({ options });
    const { batchSize = 64 } = options;
    const results: Result[] = [];
    for (let at = 0; at < inputs.length; at += batchSize) {
      results.push(...await predict(inputs.slice(at, at + batchSize)));
    }
    return results;
  }

  async #probabilities(
    logits: (batch: ReturnType<typeof padded>) => Tensor2D | Tensor3D,
    rows: readonly Float32Array[],
  ): Promise<Float32Array> {
    const result = tidy(() => softmax(logits(padded(rows, this.shape.inputSize))));
    const values = await result.data<"float32">();
    result.dispose();
    return values;
  }

  #prediction(probabilities: Float32Array, row: number): ClassPrediction {
    const own = probabilities.slice(row * this.classes.length, (row + 1) * this.classes.length);
    const best = own.reduce((best, value, at) => value > own[best] ? at : best, 0);
    return { label: this.classes[best], probabilities: own };
  }
}

/** Turns values by feature into values by step. */
function steps({ values, length }: Sequence): (number | string)[][] {
  if (values.some((feature) => feature.length !== length)) {
    throw new InvalidTypeError(`Cannot predict: each feature must have ${length} values`);
  }
  return Array.from({ length }, (_, step) => values.map((feature) => feature[step]));
}

const ATTEMPT = "predict";
const checkOf = checker(ATTEMPT, { checkpoint: CHECKPOINT });
const checkOptions = checker(ATTEMPT, { options: record({ batchSize: optional(whole(1)) }) });
const checkSequences = checker(ATTEMPT, { sequences: array });
const checkRead = checker(ATTEMPT, {
  sequences: list(having({ values: list(array), length: whole(0), text: optional(string) })),
  everyStep: boolean,
});
