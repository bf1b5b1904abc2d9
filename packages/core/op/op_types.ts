import type { Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { NormalizationSites, SiteName } from "../math/sites.ts";
import type { StatisticsTables } from "../math/statistics_table.ts";
import type { Ranks } from "../math/ranks.ts";

/**
 * The parameters of one BN-LSTM, gates in the order f, i, o, g. A site that is not normalized has no γ and
 * β.
 */
export interface BnLstmParameters {
  /** Wx `[I, 4H]`. */
  wx: Tensor2D;
  /** Wh `[H, 4H]`. */
  wh: Tensor2D;
  /** b `[4H]`. */
  bias: Tensor1D;
  /** γ_x `[4H]`. */
  gammaX?: Tensor1D;
  /** γ_h `[4H]`. */
  gammaH?: Tensor1D;
  /** γ_c `[H]`. */
  gammaC?: Tensor1D;
  /** β_c `[H]`. */
  betaC?: Tensor1D;
}

/** State of every row between two steps. */
export interface LstmState {
  /** h `[B, H]`. */
  h: Tensor2D;
  /** c `[B, H]`. */
  c: Tensor2D;
}

/** Default of `epsilon`, the ε added to variances. */
export const DEFAULT_EPSILON = 1e-5;

/**
 * Which implementation runs: `"fused"` (kernels of the backend), `"composed"` (tfjs ops), or `"auto"` (fused if
 * the backend has kernels).
 */
export type Implementation = "auto" | "fused" | "composed";

/**
 * Population statistics on the backend: means, then biased variances `[2, rows, features]` of each site that is
 * normalized. As in `StatisticsTables`, the last row serves every later step.
 */
export type StatisticsTensors = Partial<Record<SiteName, Tensor3D>>;

/** Arguments of `bnLstm`. */
export interface BnLstmOptions {
  /** Input sequences `[T, B, I]`, time-major; padding may hold anything. */
  x: Tensor3D;
  /** Weights, biases and gains. */
  parameters: BnLstmParameters;
  /** h_0 and c_0. Default: zeros. */
  initialState?: LstmState;
  /** How each site is normalized. */
  sites: NormalizationSites;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /** `"train"`: minibatch statistics, with gradient. `"eval"`: population statistics. */
  mode: "train" | "eval";
  /** Steps of each row `[B]`, from 1 to T. Default: all T. */
  lengths?: ArrayLike<number>;
  /** Population statistics: required in `"eval"`, ignored in `"train"`. */
  statistics?: StatisticsTables | StatisticsTensors;
  /**
   * Smallest share of active rows for which a step uses only its own statistics, from 0 to 1. A step with fewer
   * rows mixes its statistics with those of an earlier step (docs/rules.md#r7). Default: `DEFAULT_MIN_SHARE`.
   */
  minShare?: number;
  /** Whether each row is read backward, leaving padding in place (docs/rules.md#r9). Default: false. */
  reverse?: boolean;
  /** Whether h of every step is returned. Default: true. */
  returnSequences?: boolean;
  /** Which code runs. Default: `"auto"`. */
  implementation?: Implementation;
  /**
   * The processes among which the rows of the batch are divided. In `"train"`, statistics are over the rows of
   * all of them, and gradients are those of the sum of all losses. Default: this process has all rows.
   */
  ranks?: Ranks;
}

/** Statistics of a training batch as tensors, to be read when needed. */
export interface BatchStatisticsTensors {
  /** n_t: number of rows that the statistics of each step are over `[T]`, including rows of other processes. */
  active: Int32Array;
  /** Means then biased variances `[2, T, features]`, or `[2, 1, features]` for `"sequence"`. */
  sites: Partial<Record<SiteName, Tensor3D>>;
}

/** What `bnLstm` returns. */
export interface BnLstmResult {
  /** h of every step `[T, B, H]`, zero in padding; absent without `returnSequences`. */
  hs?: Tensor3D;
  /** Last h of each row `[B, H]`. */
  h: Tensor2D;
  /** Last c of each row `[B, H]`. */
  c: Tensor2D;
  /** Statistics of the batch; absent in `"eval"`. No gradient flows through them. */
  batchStatistics?: BatchStatisticsTensors;
}
