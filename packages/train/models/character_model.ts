import type { BatchStatisticsTensors, ModelState, ModelStatistics } from "@bnlstm/core";
import { oneHot, type PredictionBatch } from "@bnlstm/data";
import {
  reshape,
  type Tensor2D,
  tensor2d,
  type Tensor3D,
  tensor3d,
  type TensorContainerObject,
  tidy,
} from "@tensorflow/tfjs-core";
import { having, typed } from "@bnlstm/data/arguments";
import { classNumbers } from "./_batch_rules.ts";
import { check } from "./_rules.ts";
import { correctRows, crossEntropy } from "./_classification.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SoftmaxModel, type SoftmaxTask } from "./softmax_model.ts";
import type { Score, ScoreOptions } from "./task_model.ts";

/** What a character model returns. */
export interface CharacterPrediction {
  /** Logarithms of the probabilities of the next symbol, up to a constant at each step `[T, B, K]`. */
  logits: Tensor3D;
  /** The state of the rows after the last step: pass it on to continue. */
  state: ModelState;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/**
 * A BN-LSTM with a softmax layer on h of every step, which predicts the next symbol (the paper, sections
 * 5.2 and 5.3).
 *
 * @example
 * ```ts
 * import { CharacterModel } from "@bnlstm/train/models";
 * import { taskConfigSchemas } from "@bnlstm/train/config";
 * import "@tensorflow/tfjs-backend-cpu";
 *
 * const schema = taskConfigSchemas["character-lm"];
 * const config = schema.parse({ model: { hiddenSize: 8 } });
 * const shape = { inputSize: 27, timeSteps: 99, classes: 27 };
 * const model = CharacterModel.create(config, shape);
 * console.log(model.parameters["head.weight"].shape); // 8, 27
 * ```
 */
export class CharacterModel extends SoftmaxModel<PredictionBatch> {
  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  static create(config: RunConfig<SoftmaxTask>, shape: DataShape): CharacterModel {
    return new CharacterModel(config, shape);
  }

  /**
   * Predicts the symbol after each step. The time of the state decides the statistics that the rows are
   * normalized with; beyond T_max they are those of the last step (docs/rules.md#r4).
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   * @throws {RangeError} If training does not start at step 0.
   */
  predict(
    batch: Omit<PredictionBatch, "targets">,
    options: ScoreOptions,
  ): CharacterPrediction {
    check("predict symbols", { batch, options });
    const { mode, statistics, group, state } = options;
    const { inputs, lengths, timeSteps, batchSize, inputSize } = batch;
    return tidy(() => {
      const { hs, state: next, batchStatistics } = this.lstm.apply(
        tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        {
          mode,
          statistics,
          lengths,
          state: state ?? this.noisyState(batchSize, options),
          ranks: group?.statistics,
        },
      );
      const rows = timeSteps * batchSize;
      const logits = this.logits(reshape(hs!, [rows, this.lstm.options.hiddenSize]) as Tensor2D);
      const { "head.bias": { size: symbols } } = this.parameters;
      return {
        logits: reshape(logits, [timeSteps, batchSize, symbols]),
        state: next,
        batchStatistics,
      } as CharacterPrediction & TensorContainerObject;
    });
  }

  /**
   * Reads one more symbol of each row, with population statistics: streaming.
   *
   * @param ids Number of the symbol of each row `[B]`; one that is not in `0 … K − 1` is unknown to the model.
   * @param statistics Population statistics.
   * @param state The state that the previous step returned. Default: the start of a sequence.
   * @returns Logits of the next symbol `[B, K]`, and the new state.
   */
  step(
    ids: Int32Array,
    statistics: ModelStatistics,
    state?: ModelState,
  ): { logits: Tensor2D; state: ModelState } {
    typed("Int32Array")("read a symbol", "ids", ids);
    const { inputSize } = this.lstm.options;
    return tidy(() => {
      const x = tensor2d(oneHot(ids, inputSize), [ids.length, inputSize]);
      const { h, state: next } = this.lstm.step(x, statistics, state);
      return { logits: this.logits(h), state: next } as
        & { logits: Tensor2D; state: ModelState }
        & TensorContainerObject;
    });
  }

  /** Scores the predictions of all symbols that the alphabet has. */
  override score(batch: PredictionBatch, options: ScoreOptions): Score {
    check("score the batch", { batch, options });
    having({
      targets: classNumbers(batch.timeSteps * batch.batchSize, this.parameters["head.bias"].size),
    })("score the batch", "batch", batch);
    const { targets } = batch;
    return tidy(() => {
      const { logits, state, batchStatistics } = this.predict(batch, options);
      const rows = reshape(logits, [targets.length, logits.shape[2]]) as Tensor2D;
      return {
        loss: crossEntropy(rows, targets),
        correct: correctRows(rows, targets),
        predictions: targets.reduce((count, target) => count + Number(target >= 0), 0),
        state,
        batchStatistics,
      } as Score & TensorContainerObject;
    });
  }
}
