import type { NormalizationSites, SiteName } from "./sites.ts";
import type { StatisticsTables } from "./statistics_table.ts";
import type { Moments } from "./moments.ts";
import type { Ranks } from "./ranks.ts";

/** The sizes of one batch of sequences. */
export interface SequenceShape {
  /** T, padding included. */
  timeSteps: number;
  /** B. */
  batchSize: number;
  /** I. */
  inputSize: number;
  /** H. */
  hiddenSize: number;
}

/** The parameters of one BN-LSTM, gates in the order f, i, o, g. */
export interface ReferenceParameters {
  /** Wx `[I, 4H]`. */
  wx: Float64Array;
  /** Wh `[H, 4H]`. */
  wh: Float64Array;
  /** b `[4H]`. */
  bias: Float64Array;
  /** γ_x `[4H]`. */
  gammaX: Float64Array;
  /** γ_h `[4H]`. */
  gammaH: Float64Array;
  /** γ_c `[H]`. */
  gammaC: Float64Array;
  /** β_c `[H]`. */
  betaC: Float64Array;
}

/** Everything one pass over a batch depends on. */
export interface ReferenceInput {
  /** Sizes. */
  shape: SequenceShape;
  /** x `[T, B, I]`; padding may hold anything. */
  x: Float64Array;
  /** Steps of each row `[B]`. Default: all T. */
  lengths?: ArrayLike<number>;
  /** Parameters. */
  parameters: ReferenceParameters;
  /** h_0 `[B, H]`. */
  h0: Float64Array;
  /** c_0 `[B, H]`. */
  c0: Float64Array;
  /** How each site is normalized. */
  sites: NormalizationSites;
  /** ε. */
  epsilon: number;
  /** Minibatch or population statistics. */
  mode: "train" | "eval";
  /** Population statistics: required in `"eval"`, ignored in `"train"`. */
  statistics?: StatisticsTables;
  /** Smallest share of active rows for which a step uses only its own statistics. */
  minShare: number;
  /** Whether the unpadded part of each row is read from its end. */
  reverse: boolean;
  /** Processes that the batch is spread over: these are the rows of one, with the T of all. Default: it is all here. */
  ranks?: Ranks;
}

/** What a forward pass returns. */
export interface ReferenceOutput {
  /** h_t of every step `[T, B, H]`, at the place of its input; zero in padding. */
  hs: Float64Array;
  /** Last h of each row `[B, H]`. */
  h: Float64Array;
  /** Last c of each row `[B, H]`. */
  c: Float64Array;
  /** Statistics of the batch, a row per step (one row for `"sequence"`); empty in `"eval"`. */
  batchStatistics: Partial<Record<SiteName, Moments[]>>;
}

/** Gradients with respect to everything differentiable, named and shaped as in the input. */
export interface ReferenceGradients extends ReferenceParameters {
  /** `[T, B, I]`. */
  x: Float64Array;
  /** `[B, H]`. */
  h0: Float64Array;
  /** `[B, H]`. */
  c0: Float64Array;
}
