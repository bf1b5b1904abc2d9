/** How many rows a step needs before its own statistics are trusted, and how far they are shrunk. */
export interface ShrinkageOptions {
  /** κ: weight of the prior in pseudo-rows. 0 switches shrinkage off. */
  kappa: number;
  /** Rows a step must have seen to serve as a prior. */
  minCount: number;
}

/** Shrinkage used when nothing else is asked for. */
export const DEFAULT_SHRINKAGE: Readonly<ShrinkageOptions> = { kappa: 8, minCount: 8 };

/**
 * Which rows are active at each step, and how each step mixes the statistics of its rows with a prior.
 *
 * One formula serves training, shrinkage and evaluation (rule R7):
 *
 *     μ̂ = λ μ + (1−λ) μ̄
 *     v̂ = λ v + (1−λ) v̄ + λ (1−λ) (μ−μ̄)²
 *
 * where λ = 1 is the paper's training formula and λ = 0 its evaluation. The gradient through it is that
 * of ordinary batch normalisation with `1/n` replaced by `λ/n`, so no backward pass needs the prior.
 */
export interface StepSchedule {
  /** T, padding included. */
  timeSteps: number;
  /** n_t `[T]`: rows active at each step; never increases. */
  active: Int32Array;
  /** λ_t `[T]`. */
  blend: Float64Array;
  /** λ_t / n_t `[T]`; 0 where no gradient goes through the statistics. */
  gradientWeight: Float64Array;
  /**
   * Where the prior of a blended step comes from: −1 for the population tables, else the step of this
   * same batch whose statistics are held constant for the later ones.
   */
  priorStep: number;
  /** Number of active (row, step) pairs: the sum of `active`. */
  pairs: number;
  /** Whether statistics of the batch are computed at all: false in evaluation. */
  training: boolean;
}

/** What a schedule is made from. */
export interface StepScheduleOptions {
  /** T, padding included. */
  timeSteps: number;
  /** B. */
  batchSize: number;
  /** Steps of each row `[B]`, from 1 to T; all T when absent. */
  lengths?: ArrayLike<number>;
  /** Minibatch statistics or population statistics (rules R2, R3). */
  mode: "train" | "eval";
  /** κ and the smallest count of a prior. */
  shrinkage: ShrinkageOptions;
  /** Whether population tables are at hand to shrink towards. */
  hasPopulation: boolean;
}

/**
 * Lays out a batch over time: active rows, λ, and the source of the prior (rules R2–R4 and R7).
 *
 * A step with every row active is never shrunk, so equal lengths give the paper's formula bit for bit.
 *
 * @throws {TypeError} If `lengths` does not have one whole number a row.
 * @throws {RangeError} If a length is outside 1..T, or κ or minCount is out of range.
 */
export function stepSchedule(options: StepScheduleOptions): StepSchedule {
  const { timeSteps, batchSize, lengths, mode, shrinkage, hasPopulation } = options;
  checkShrinkage(shrinkage);
  const active = activeRows(timeSteps, batchSize, lengths);
  const training = mode === "train";
  const { kappa, minCount } = shrinkage;

  let priorStep = -1;
  if (training && !hasPopulation) {
    // The last step that still has enough rows; step 0 always has them all.
    priorStep = 0;
    while (priorStep + 1 < timeSteps && active[priorStep + 1] >= minCount) priorStep++;
  }

  const blend = new Float64Array(timeSteps);
  const gradientWeight = new Float64Array(timeSteps);
  let pairs = 0;
  for (let t = 0; t < timeSteps && active[t] > 0; t++) {
    const n = active[t];
    pairs += n;
    if (!training) continue;
    const trusted = n === batchSize || t <= priorStep;
    blend[t] = trusted ? 1 : n / (n + kappa);
    gradientWeight[t] = blend[t] / n;
  }
  return { timeSteps, active, blend, gradientWeight, priorStep, pairs, training };
}

/** Counts the rows active at each step: row b is active at t < length_b. */
function activeRows(
  timeSteps: number,
  batchSize: number,
  lengths: ArrayLike<number> | undefined,
): Int32Array {
  const active = new Int32Array(timeSteps);
  if (lengths === undefined) return active.fill(batchSize);
  if (lengths.length !== batchSize) {
    throw new TypeError(
      `Cannot lay out the batch: lengths must have one entry for each of ${batchSize} rows, ` +
        `got ${lengths.length}`,
    );
  }
  for (let b = 0; b < batchSize; b++) {
    const length = lengths[b];
    if (!Number.isInteger(length)) {
      throw new TypeError(
        `Cannot lay out the batch: length of row ${b} must be a whole number, got ${length}`,
      );
    }
    if (length < 1 || length > timeSteps) {
      throw new RangeError(
        `Cannot lay out the batch: length of row ${b} must be from 1 to ${timeSteps}, got ${length}`,
      );
    }
    active[length - 1]++;
  }
  for (let t = timeSteps - 2; t >= 0; t--) active[t] += active[t + 1];
  return active;
}

function checkShrinkage({ kappa, minCount }: ShrinkageOptions): void {
  if (!(kappa >= 0 && Number.isFinite(kappa))) {
    throw new RangeError(`Cannot shrink statistics: kappa must be 0 or more, got ${kappa}`);
  }
  if (!(minCount >= 1 && Number.isFinite(minCount))) {
    throw new RangeError(`Cannot shrink statistics: minCount must be 1 or more, got ${minCount}`);
  }
}
