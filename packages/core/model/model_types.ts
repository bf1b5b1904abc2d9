import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { InitialParameterOptions } from "./initial_parameters.ts";
import type { NormalizationSites } from "../math/sites.ts";
import type { BatchStatisticsTensors, Implementation, LstmState } from "../op/op_types.ts";
import type { Ranks } from "../math/ranks.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";

/** Options of `BatchNormLSTM.create`. */
export interface BatchNormLSTMOptions extends Partial<InitialParameterOptions> {
  /** I: number of inputs at each step. */
  inputSize: number;
  /** H: units of one direction of one layer. */
  hiddenSize: number;
  /** Number of layers. Default: 1. */
  layers?: number;
  /** Whether each layer also reads each row backward, leaving padding in place. Default: false. */
  bidirectional?: boolean;
  /** How each site is normalized. Default: `"timestep"` everywhere. */
  sites?: NormalizationSites;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /**
   * Smallest share of active rows for which a step uses only its own statistics, from 0 to 1. A step with fewer
   * rows mixes its statistics with those of an earlier step (docs/rules.md#r7). Default: `DEFAULT_MIN_SHARE`.
   */
  minShare?: number;
  /**
   * Whether h_0 and c_0 of each cell are zero, or parameters `h0 [H]` and `c0 [H]` that start at zero (the
   * paper, section 2.1). Default: zero.
   */
  initialState?: "zero" | "learned";
  /**
   * Whether sequences are `[T, B, features]`, which needs no copy, or `[B, T, features]` as in Keras, both in
   * inputs and in outputs. Default: true.
   */
  timeMajor?: boolean;
}

/** Options of a model with all defaults filled in. */
export type ModelOptions = Required<Omit<BatchNormLSTMOptions, keyof InitialParameterOptions>>;

/**
 * Population statistics of a model: one store per direction of each layer, by the name of that cell (`layer0`,
 * `layer0.reverse`, `layer1`, …).
 */
export type ModelStatistics = Readonly<Record<string, StatisticsStore>>;

/** The state of a model in the course of its sequences. */
export interface ModelState {
  /** Index of the next step, which selects the statistics for its normalization. */
  time: number;
  /** h and c of each direction of each layer, by the name of that cell. */
  cells: Record<string, LstmState>;
}

/** Options of `BatchNormLSTM.apply`. */
export interface ApplyOptions {
  /** `"train"`: minibatch statistics, with gradient. `"eval"`: population statistics. */
  mode: "train" | "eval";
  /** Population statistics: required in `"eval"`, ignored in `"train"`. */
  statistics?: ModelStatistics;
  /** Steps of each row `[B]`, from 1 to T. Default: all T. */
  lengths?: ArrayLike<number>;
  /** The state of the rows before the first step. Default: step 0, with the model's h_0 and c_0. */
  state?: ModelState;
  /** Whether h of every step is returned. Default: true. */
  returnSequences?: boolean;
  /** Which code runs. Default: `"auto"`. */
  implementation?: Implementation;
  /**
   * The processes among which the rows of the batch are divided, in `"train"`. Default: this one has all rows.
   */
  ranks?: Ranks;
}

/** What `BatchNormLSTM.apply` returns. */
export interface ApplyResult {
  /** h of every step of the last layer `[T, B, H]` (2H when bidirectional), or `[B, T, H]`. */
  hs?: Tensor3D;
  /** Last h of each row in the last layer `[B, H]` (2H when bidirectional). */
  h: Tensor2D;
  /** The state of the rows after the last step: pass it on to continue. */
  state: ModelState;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}
