import { anObject, check, having, integer, must, numbers, oneOf, optional } from "./_rules.ts";
import { InvalidRangeError, InvalidTypeError } from "./invalid_input.ts";
import { show } from "./_show.ts";

/** Default of `minShare`: the smallest share of active rows for which a step uses only its own statistics. */
export const DEFAULT_MIN_SHARE = 0.25;

const ATTEMPT = "lay out the batch";
/** More would not fit into a tensor of sequences. */
const MOST_STEPS = 2 ** 26;
const WHOLE_BATCH = having({
  batchSize: integer(1),
  active: must("an Int32Array", (active) => active instanceof Int32Array),
});

/**
 * Which rows are active at each step, and how each step mixes the statistics of its rows with a prior.
 *
 * One formula serves training, shrinkage and evaluation (docs/rules.md#r7):
 *
 *     μ̂ = λ μ + (1−λ) μ̄
 *     v̂ = λ v + (1−λ) v̄ + λ (1−λ) (μ−μ̄)²
 *
 * where λ = 1 gives the paper's training formula and λ = 0 its evaluation formula. The gradient through it is
 * that of ordinary batch normalization with `1/n` replaced by `λ/n`, so no backward pass needs the prior.
 */
export interface StepSchedule {
  /** T, padding included. */
  timeSteps: number;
  /** Number of steps at which any row of the whole batch is active: the length of the longest row. */
  steps: number;
  /** n_t `[T]`: rows active at each step; never increases. */
  active: Int32Array;
  /** Number of active (row, step) pairs before each step, followed by their total `[steps + 1]`. */
  pairsBefore: Int32Array;
  /**
   * n_t of the whole batch `[T]`, if the rows here are the part of one process: the statistics of a step are
   * over that many rows. Otherwise `active` itself.
   */
  batchActive: Int32Array;
  /** λ_t `[T]`. */
  blend: Float64Array;
  /** λ_t / n_t `[T]`, with n_t of the whole batch; 0 where no gradient goes through the statistics. */
  gradientWeight: Float64Array;
  /**
   * The last step with enough rows, whose statistics are held constant for the later ones; −1 in evaluation,
   * where there are population tables instead.
   */
  priorStep: number;
  /** Number of active (row, step) pairs: the sum of `active`. */
  pairs: number;
  /** The number of active pairs of the whole batch. */
  batchPairs: number;
  /** Whether statistics of the batch are computed: false in evaluation. */
  training: boolean;
}

/** A batch whose rows are spread over several processes. */
export interface WholeBatch {
  /** B, of all processes together. */
  batchSize: number;
  /** Rows active at each step, of all processes together `[T]`. */
  active: Int32Array;
}

/** What a schedule is made from. */
export interface StepScheduleOptions {
  /** T, padding included. */
  timeSteps: number;
  /** B. */
  batchSize: number;
  /** Steps of each row `[B]`, from 1 to T. Default: all T. */
  lengths?: ArrayLike<number>;
  /** `"train"`: minibatch statistics. `"eval"`: population statistics. */
  mode: "train" | "eval";
  /** Smallest share of active rows for which a step uses only its own statistics, from 0 to 1. */
  minShare: number;
  /**
   * The batch that the rows are a part of, with the same T; λ and the prior are those of the whole batch. By
   * default the rows are the whole batch.
   */
  whole?: WholeBatch;
}

/**
 * Lays out a batch over time: active rows, λ, and the source of the prior (docs/rules.md#r7).
 *
 * With m = minShare · B, steps of at least m rows are not shrunk, so rows of equal length give the paper's
 * formula bit for bit. Later steps are filled up to m rows with the statistics of the last step that had at
 * least m: λ_t = n_t / m.
 *
 * @throws {TypeError} If `lengths` does not have one whole number per row.
 * @throws {RangeError} If a length is outside 1..T, or `minShare` outside 0..1.
 */
export function stepSchedule(options: StepScheduleOptions): StepSchedule {
  check(ATTEMPT, { options }, { options: anObject });
  const { timeSteps, batchSize, lengths, mode, minShare, whole } = options;
  if (typeof minShare !== "number" || !(minShare >= 0 && minShare <= 1)) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: minShare must be from 0 to 1, got ${show(minShare)}`,
    );
  }
  const active = activeRows(timeSteps, batchSize, lengths);
  check(ATTEMPT, { mode, whole }, { mode: oneOf("train", "eval"), whole: optional(WHOLE_BATCH) });
  if (whole && whole.active.length !== timeSteps) {
    throw new InvalidTypeError(
      `Cannot ${ATTEMPT}: the whole batch must have ${timeSteps} time steps, got ${whole.active.length}`,
    );
  }
  const batchActive = whole?.active ?? active;
  const training = mode === "train";
  const enough = minShare * (whole?.batchSize ?? batchSize);
  const blend = new Float64Array(timeSteps);
  const gradientWeight = new Float64Array(timeSteps);
  const pad = batchActive.indexOf(0);
  const steps = pad < 0 ? timeSteps : pad;
  const pairsBefore = new Int32Array(steps + 1);
  let priorStep = -1;
  let batchPairs = 0;
  for (let t = 0; t < steps; t++) {
    const n = batchActive[t];
    pairsBefore[t + 1] = pairsBefore[t] + active[t];
    batchPairs += n;
    if (!training) continue;
    if (n >= enough) priorStep = t;
    blend[t] = n >= enough ? 1 : n / enough;
    gradientWeight[t] = blend[t] / n;
  }
  return {
    timeSteps,
    steps,
    active,
    pairsBefore,
    batchActive,
    blend,
    gradientWeight,
    priorStep,
    pairs: pairsBefore[steps],
    batchPairs,
    training,
  };
}

/**
 * Counts the rows active at each step: row b is active at t < length_b.
 *
 * @throws {TypeError} If `lengths` does not have one whole number per row.
 * @throws {RangeError} If a length is outside 1..T.
 */
export function activeRows(
  timeSteps: number,
  batchSize: number,
  lengths: ArrayLike<number> | undefined,
): Int32Array {
  check(ATTEMPT, { timeSteps, batchSize, lengths }, {
    timeSteps: integer(1, MOST_STEPS),
    batchSize: integer(0),
    lengths: optional(numbers),
  });
  const active = new Int32Array(timeSteps);
  if (lengths === undefined) return active.fill(batchSize);
  if (lengths.length !== batchSize) {
    throw new InvalidTypeError(
      `Cannot ${ATTEMPT}: lengths must have one entry for each of ${batchSize} rows, ` +
        `got ${show(lengths.length)}`,
    );
  }
  for (let b = 0; b < batchSize; b++) {
    const length = lengths[b];
    if (!Number.isInteger(length)) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: length of row ${b} must be a whole number, got ${show(length)}`,
      );
    }
    if (length < 1 || length > timeSteps) {
      throw new InvalidRangeError(
        `Cannot ${ATTEMPT}: length of row ${b} must be from 1 to ${timeSteps}, got ${length}`,
      );
    }
    active[length - 1]++;
  }
  for (let t = timeSteps - 2; t >= 0; t--) active[t] += active[t + 1];
  return active;
}
