import {
  engine,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  pad,
  reshape,
  slice,
  Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { watchGradient } from "./abandoned_gradient.ts";
import { centerInput } from "./_center_input.ts";
import { type BnLstmTensors, composedForward } from "./composed.ts";
import { BN_LSTM_FORWARD, type BnLstmAttributes, FORWARD_OUTPUTS } from "./kernels.ts";
import { type NormalizationSites, siteFeatures, type SiteName } from "../math/sites.ts";
import type { StatisticsTable, StatisticsTables } from "../math/statistics_table.ts";
import { DEFAULT_MIN_SHARE, type StepSchedule, stepSchedule } from "../math/step_schedule.ts";
import type { Ranks } from "./ranks.ts";
import { inversePermutation, permuteRows, rowOrder } from "./row_order.ts";
import { validateBnLstm } from "./_validate.ts";
import { wholeBatch } from "./_whole_batch.ts";

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

/** ε added to variances when nothing else is asked for. */
export const DEFAULT_EPSILON = 1e-5;

/** Which code runs: the backend's fused kernels, tfjs ops, or fused where there is one. */
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
  /** h_0 and c_0; zeros when absent. */
  initialState?: LstmState;
  /** How each site is normalized. */
  sites: NormalizationSites;
  /** ε added to variances; `DEFAULT_EPSILON` when absent. */
  epsilon?: number;
  /** `"train"`: minibatch statistics, with gradient. `"eval"`: population statistics. */
  mode: "train" | "eval";
  /** Steps of each row `[B]`, from 1 to T; all T when absent. */
  lengths?: ArrayLike<number>;
  /** Population statistics: required in `"eval"`, without effect in `"train"`. */
  statistics?: StatisticsTables | StatisticsTensors;
  /**
   * Smallest share of active rows with which a step uses its own statistics, from 0 to 1;
   * `DEFAULT_MIN_SHARE` when absent. A step with fewer is filled up with the statistics of an earlier one.
   */
  minShare?: number;
  /** Whether each row is read from its end, padding left in place; false when absent. */
  reverse?: boolean;
  /** Whether h of every step is returned; true when absent. */
  returnSequences?: boolean;
  /** Which code runs; `"auto"` when absent. */
  implementation?: Implementation;
  /**
   * The processes that the rows of the batch are spread over: in `"train"`, statistics are those of all its
   * rows, and gradients those of the sum of all losses. All rows are here when absent.
   */
  ranks?: Ranks;
}

/** Statistics of a training batch as tensors, to be read when needed. */
export interface BatchStatisticsTensors {
  /** n_t: rows each step was computed over `[T]`, those of other processes included. */
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

/**
 * A batch-normalized LSTM over a batch of sequences (the paper's equations 6–8), differentiable with
 * respect to `x`, all parameters and the initial state.
 *
 * @throws {TypeError} If a shape, type or option is wrong, or population statistics are missing.
 * @throws {RangeError} If a length or number is out of range.
 * @throws {Error} If `implementation` is `"fused"` and the current backend has no fused kernel, or `ranks` are given
 * where the code that runs cannot sum over them.
 */
export function bnLstm(options: BnLstmOptions): BnLstmResult {
  validateBnLstm(options);
  const { x, parameters, sites, mode, statistics: tables } = options;
  const [ownSteps, batchSize] = x.shape;
  const hiddenSize = parameters.wh.shape[0];
  const normalized = Object.values(sites).some((site) => site !== "none");
  const ranks = mode === "train" && normalized ? options.ranks : undefined;
  const whole = ranks && wholeBatch(ranks, ownSteps, batchSize, options.lengths);
  const timeSteps = whole?.active.length ?? ownSteps;
  const lengths = timeSteps === ownSteps
    ? options.lengths
    : options.lengths ?? new Int32Array(batchSize).fill(ownSteps);
  const schedule = stepSchedule({
    timeSteps,
    batchSize,
    lengths,
    mode,
    minShare: options.minShare ?? DEFAULT_MIN_SHARE,
    whole,
  });
  const fused = isFused(options.implementation ?? "auto");
  watchGradient();
  const attributes: BnLstmAttributes = {
    sites,
    epsilon: options.epsilon ?? DEFAULT_EPSILON,
    schedule,
    returnSequences: options.returnSequences ?? true,
    keepResiduals: engine().state.gradientDepth > 0,
    ranks,
  };
  if (ranks && !fused) {
    throw new Error(
      "Cannot run the composed BN-LSTM over several processes: only fused kernels sum over them",
    );
  }

  const outputs = tidy(() => {
    const order = rowOrder(timeSteps, batchSize, lengths, options.reverse ?? false);
    const centered = centerInput(
      permuteSteps(withSteps(x, timeSteps), order.steps),
      parameters.wx,
      sites.input,
      schedule,
      ranks,
    );
    const state = options.initialState;
    const prior = (site: SiteName) =>
      priorTensor(tables?.[site], siteFeatures(site, hiddenSize), schedule);
    const inputs: BnLstmTensors = {
      wx: parameters.wx,
      wh: parameters.wh,
      bias: parameters.bias,
      gammaX: parameters.gammaX ?? zeros([4 * hiddenSize]),
      gammaH: parameters.gammaH ?? zeros([4 * hiddenSize]),
      gammaC: parameters.gammaC ?? zeros([hiddenSize]),
      betaC: parameters.betaC ?? zeros([hiddenSize]),
      x: centered.x,
      h0: state ? permuteRows(state.h, order.rows) : zeros([batchSize, hiddenSize]),
      c0: state ? permuteRows(state.c, order.rows) : zeros([batchSize, hiddenSize]),
      inputPrior: prior("input"),
      hiddenPrior: prior("hidden"),
      cellPrior: prior("cell"),
    };
    const [hs, h, c, inputStatistics, ...statistics] = fused
      ? runFused(inputs, attributes)
      : composedForward(inputs, attributes);
    const back = inversePermutation(order.rows);
    return [
      attributes.returnSequences
        ? withSteps(permuteSteps(hs as Tensor3D, inversePermutation(order.steps)), ownSteps)
        : hs,
      permuteRows(h, back),
      permuteRows(c, back),
      centered.restore(inputStatistics as Tensor3D),
      ...statistics,
    ];
  });

  const [hs, h, c, ...statistics] = outputs;
  const result: BnLstmResult = { h: h as Tensor2D, c: c as Tensor2D };
  if (attributes.returnSequences) result.hs = hs as Tensor3D;
  else hs.dispose();
  const named: BatchStatisticsTensors = { active: schedule.batchActive, sites: {} };
  (["input", "hidden", "cell"] as const).forEach((site, i) => {
    if (schedule.training && sites[site] !== "none") named.sites[site] = statistics[i] as Tensor3D;
    else statistics[i].dispose();
  });
  if (schedule.training) result.batchStatistics = named;
  return result;
}

/** Whether the fused kernel runs on the current backend. */
function isFused(implementation: Implementation): boolean {
  if (implementation === "composed") return false;
  const backend = engine().backendName;
  const available = getKernel(BN_LSTM_FORWARD, backend) !== undefined;
  if (implementation === "fused" && !available) {
    throw new Error(
      `Cannot run the fused BN-LSTM: backend "${backend}" has no kernel ${BN_LSTM_FORWARD}`,
    );
  }
  return available;
}

function runFused(inputs: BnLstmTensors, attributes: BnLstmAttributes): Tensor[] {
  const outputs = engine().runKernel(
    BN_LSTM_FORWARD,
    inputs as unknown as NamedTensorMap,
    attributes as unknown as NamedAttrMap,
  ) as Tensor[];
  // The tape holds residuals of its own; without a tape nothing needs them any more.
  outputs.splice(FORWARD_OUTPUTS.length).forEach((residual) => residual.dispose());
  return outputs;
}

/** The prior `[2, R, features]` of one site; one row of zeros in training, which needs no tables. */
function priorTensor(
  table: StatisticsTable | Tensor3D | undefined,
  features: number,
  schedule: StepSchedule,
): Tensor3D {
  if (table === undefined || schedule.training) return zeros([2, 1, features]);
  if (table instanceof Tensor) return table as Tensor3D;
  const values = new Float32Array(2 * table.rows * features);
  values.set(table.mean);
  values.set(table.variance, table.rows * features);
  return tensor3d(values, [2, table.rows, features]);
}

/** A sequence with as many steps as asked for, padded with zeros or cut. */
function withSteps(tensor: Tensor3D, timeSteps: number): Tensor3D {
  const [own, batchSize, size] = tensor.shape;
  if (timeSteps === own) return tensor;
  return timeSteps > own
    ? pad(tensor, [[0, timeSteps - own], [0, 0], [0, 0]])
    : slice(tensor, [0, 0, 0], [timeSteps, batchSize, size]);
}

function permuteSteps(tensor: Tensor3D, permutation: Int32Array | undefined): Tensor3D {
  if (permutation === undefined) return tensor;
  const [timeSteps, batchSize, size] = tensor.shape;
  const flat = reshape(tensor, [timeSteps * batchSize, size]);
  return reshape(permuteRows(flat, permutation), [timeSteps, batchSize, size]);
}
