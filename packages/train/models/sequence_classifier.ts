import { type BatchStatisticsTensors, InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import { reshape, type Tensor2D, type Tensor3D, tensor3d, tidy } from "@tensorflow/tfjs-core";
import { having, optional } from "@bnlstm/data/arguments";
import { classNumbers, floats, SEQUENCES } from "./_batch_rules.ts";
import { check } from "./_rules.ts";
import { correctRows, crossEntropy } from "./_classification.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SoftmaxModel, type SoftmaxTask } from "./softmax_model.ts";
import type { Score, ScoreOptions } from "./task_model.ts";

/** What a classifier returns. */
export interface Classification {
  /** Logarithms of the class probabilities, up to a constant in each row `[B, K]`. */
  logits: Tensor2D;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/**
 * A BN-LSTM with a softmax layer on the last h of each row (the paper, section 5.1).
 *
 * @example
 * ```ts
 * import { SequenceClassifier } from "@bnlstm/train/models";
 * import { taskConfigSchemas } from "@bnlstm/train/config";
 * import "@tensorflow/tfjs-backend-cpu";
 *
 * const schema = taskConfigSchemas["sequential-mnist"];
 * const config = schema.parse({ model: { hiddenSize: 8 } });
 * const shape = { inputSize: 1, timeSteps: 49, classes: 10 };
 * const classifier = SequenceClassifier.create(config, shape);
 * console.log(Object.keys(classifier.parameters)); // layer0.wx, …, head.weight, head.bias
 * ```
 */
export class SequenceClassifier extends SoftmaxModel<SequenceBatch> {
  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  static create(config: RunConfig<SoftmaxTask>, shape: DataShape): SequenceClassifier {
    return new SequenceClassifier(config, shape);
  }

  /**
   * Classifies a batch.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  classify(batch: Omit<SequenceBatch, "labels">, options: ScoreOptions): Classification {
    check("classify", { batch, options });
    const { mode, statistics, group } = options;
    const { inputs, lengths, timeSteps, batchSize, inputSize } = batch;
    return tidy(() => {
      const { h, batchStatistics } = this.lstm.apply(
        tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        {
          mode,
          statistics,
          lengths,
          returnSequences: false,
          state: this.noisyState(batchSize, options),
          ranks: group?.statistics,
        },
      );
      return { logits: this.logits(h), batchStatistics } as
        & Classification
        & Record<string, Tensor2D>;
    });
  }

  /**
   * Classifies each row after every one of its steps, with population statistics.
   *
   * @returns Logits `[timeSteps, batchSize, K]`; those beyond the end of a row are meaningless.
   * @throws {TypeError} If the model also reads from the end: it then needs the whole row.
   */
  classifySteps(
    batch: Omit<SequenceBatch, "labels">,
    statistics: ModelStatistics,
  ): Tensor3D {
    SEQUENCES("classify after every step", "batch", batch);
    const { inputs, lengths, timeSteps, batchSize, inputSize } = batch;
    const { bidirectional, hiddenSize } = this.lstm.options;
    if (bidirectional) {
      throw new InvalidTypeError(
        "Cannot classify after every step: the model reads from the end too",
      );
    }
    return tidy(() => {
      const { hs } = this.lstm.apply(
        tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        { mode: "eval", statistics, lengths },
      );
      const logits = this.logits(reshape(hs!, [timeSteps * batchSize, hiddenSize]) as Tensor2D);
      return reshape(logits, [timeSteps, batchSize, logits.shape[1]]) as Tensor3D;
    });
  }

  /** Scores the class of each row. */
  override score(batch: SequenceBatch, options: ScoreOptions): Score {
    check("score the batch", { batch, options });
    having({
      labels: classNumbers(batch.batchSize, this.parameters["head.bias"].size),
      weights: optional(floats(batch.batchSize)),
    })("score the batch", "batch", batch);
    return tidy(() => {
      const { logits, batchStatistics } = this.classify(batch, options);
      return {
        loss: crossEntropy(logits, batch.labels, batch.weights),
        correct: correctRows(logits, batch.labels),
        batchStatistics,
        predictions: batch.batchSize,
      } as unknown as Score & Record<string, Tensor2D>;
    });
  }
}
