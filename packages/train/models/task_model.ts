import type {
  ApplyOptions,
  BatchStatisticsTensors,
  ModelState,
  ModelStatistics,
  StatisticsStoreOptions,
} from "@bnlstm/core";
import type { ProcessGroup } from "../loop/process_group.ts";
import type { Scalar, Variable } from "@tensorflow/tfjs-core";

/** How a model is scored on a batch. */
export interface ScoreOptions extends Pick<ApplyOptions, "mode" | "statistics" | "state"> {
  /**
   * The processes among which the rows of a training batch are divided. Default: this one has all rows.
   */
  group?: ProcessGroup;
  /** Seed of the noise on h_0. Default: no noise. */
  noiseSeed?: number;
}

/** How well a model predicts a batch. */
export interface Score {
  /** Sum over the predictions of −log of the probability of the right answer, in nats. */
  loss: Scalar;
  /** Number of predictions whose most probable answer is right. */
  correct: Scalar;
  /** Number of predictions. */
  predictions: number;
  /** The state of the rows after the batch; absent if sequences end with their batch. */
  state?: ModelState;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/** What the training loop needs to know about a model. */
export interface TaskModel<Batch> {
  /** Trainable parameters by name. */
  readonly parameters: Readonly<Record<string, Variable>>;
  /** Creates empty population statistics for everything that is normalized. */
  createStatistics(
    options: Omit<StatisticsStoreOptions, "hiddenSize" | "sites" | "minShare" | "timeSteps">,
  ): ModelStatistics;
  /**
   * Predicts a batch. The caller must free the returned tensors.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  score(batch: Batch, options: ScoreOptions): Score;
  /** Frees the parameters. */
  dispose(): void;
}
