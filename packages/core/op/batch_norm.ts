import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import {
  add,
  mul,
  reshape,
  rsqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  tensor2d,
  type Tensor3D,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkTensor } from "./_check_tensor.ts";
import { checkEpsilon } from "./_validate.ts";
import { both, check, must, numbers, oneOf, optional, theRanks } from "../math/_rules.ts";
import { checkStore } from "../stats/_check_store.ts";
import { checkRanks } from "./_check_ranks.ts";
import { normalizeAcross } from "./_normalize_across.ts";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";
import type { NormalizationSites } from "../math/sites.ts";
import { type BatchStatisticsTensors, DEFAULT_EPSILON } from "./op_types.ts";
import type { Ranks } from "../math/ranks.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";
import { tables } from "../stats/tables.ts";

/**
 * The sites of a store for {@linkcode batchNorm}: it has as many features as a cell has units, and one time
 * step, since there is one mean and one variance for all rows.
 */
export const BATCH_NORM_SITES: NormalizationSites = {
  input: "none",
  hidden: "none",
  cell: "timestep",
};

/** Arguments of `batchNorm`. */
export interface BatchNormOptions {
  /** Rows to be normalized `[N, features]`. */
  x: Tensor2D;
  /** γ `[features]`. There is no β: whatever the result is added to has a bias. */
  gamma: Tensor1D;
  /** 1 for each active row, 0 for padding `[N]`. Default: all rows are active. */
  active?: ArrayLike<number>;
  /** `"train"`: statistics of these rows, with gradient. `"eval"`: population statistics. */
  mode: "train" | "eval";
  /** Population statistics of `BATCH_NORM_SITES` with one time step; required in `"eval"`. */
  statistics?: StatisticsStore;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /** The processes among which the rows are divided, in `"train"`. Default: this one has all rows. */
  ranks?: Ranks;
}

/** What `batchNorm` returns. */
export interface BatchNormResult {
  /** γ (x − μ) / sqrt(v + ε) `[N, features]`; rows of padding may hold anything finite. */
  y: Tensor2D;
  /** Statistics of the active rows; absent in `"eval"`. No gradient flows through them. */
  batchStatistics?: BatchStatisticsTensors;
}

const FLAGS = both(
  numbers,
  must(
    "an array of 0 and 1",
    (active) => Array.from(active).every((one) => one === 0 || one === 1),
  ),
);

/**
 * Batch normalization of a term outside the recurrence, with one mean and variance over all active rows (the
 * paper's BN-everywhere, section 5.4). Its statistics are recorded in a store like those of an LSTM.
 *
 * @throws {TypeError} If an option is unknown, or `"eval"` lacks statistics.
 * @throws {RangeError} If fewer than two rows are active in `"train"`.
 * @throws {Error} If `ranks` are given and the current backend cannot sum over them within a step.
 */
export function batchNorm(options: BatchNormOptions): BatchNormResult {
  const attempt = "normalize a term";
  refuseUnknownOptions(attempt, options, [
    "x",
    "gamma",
    "active",
    "mode",
    "statistics",
    "epsilon",
    "ranks",
  ]);
  const { x, gamma, active, mode, statistics, epsilon = DEFAULT_EPSILON, ranks } = options;
  checkTensor(attempt, "x", x, [undefined, undefined]);
  const [rows, features] = x.shape;
  checkTensor(attempt, "gamma", gamma, [features]);
  checkEpsilon(attempt, epsilon);
  check(attempt, { active, mode, ranks }, {
    active: optional(FLAGS),
    mode: oneOf("train", "eval"),
    ranks: optional(theRanks),
  });
  if (active && active.length !== rows) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: active must have an element for each of ${rows} rows, got ${active.length}`,
    );
  }
  const normalize = (centered: Tensor2D, variance: Tensor1D): Tensor2D =>
    mul(mul(centered, rsqrt(add(variance, epsilon))), gamma);
  if (mode === "eval") {
    if (statistics !== undefined) checkStore(attempt, "statistics", statistics);
    const table = statistics && tables(statistics)?.cell;
    if (table?.features !== features) {
      throw new InvalidTypeError(
        `Cannot ${attempt}: eval needs population statistics of ${features} features`,
      );
    }
    const [mean, variance] = [table.mean, table.variance].map((row) => Float32Array.from(row));
    return { y: tidy(() => normalize(sub(x, tensor1d(mean)), tensor1d(variance))) };
  }
  const mask = Float32Array.from({ length: rows }, (_, row) => active ? active[row] : 1);
  const count = mask.reduce((total, value) => total + value, 0);
  const expectTwo = (count: number): void => {
    if (count >= 2) return;
    throw new InvalidRangeError(
      `Cannot ${attempt}: batch statistics need at least 2 active rows, got ${count}`,
    );
  };
  if (ranks) {
    checkRanks(attempt);
    const { normalized, moments, count } = normalizeAcross(x, mask, epsilon, ranks);
    expectTwo(count);
    const values = Float32Array.of(...moments.mean, ...moments.variance);
    return {
      y: tidy(() => mul(normalized, gamma)),
      batchStatistics: {
        active: Int32Array.of(count),
        sites: { cell: tensor3d(values, [2, 1, features]) },
      },
    };
  }
  expectTwo(count);
  // Padding adds zeros to both sums, as if it were not there.
  const masked = (tensor: Tensor2D): Tensor2D =>
    count === rows ? tensor : mul(tensor, tensor2d(mask, [rows, 1]));
  const [y, moments] = tidy((): [Tensor2D, Tensor3D] => {
    const mean: Tensor1D = mul(sum(masked(x), 0), 1 / count);
    const centered = masked(sub(x, mean));
    const variance: Tensor1D = mul(sum(square(centered), 0), 1 / count);
    return [normalize(centered, variance), reshape(stack([mean, variance]), [2, 1, features])];
  });
  return { y, batchStatistics: { active: Int32Array.of(count), sites: { cell: moments } } };
}
