import { InvalidTypeError } from "./invalid_input.ts";
import { blendMoments, type Moments, moments } from "./moments.ts";
import { normalize, type Normalized } from "./normalize.ts";
import { checkReferenceInput } from "./_check_reference.ts";
import type { ReferenceInput, ReferenceOutput } from "./reference_types.ts";
import { reverseUnpaddedIndices } from "./_reverse_unpadded.ts";
import { siteFeatures, type SiteName } from "./sites.ts";
import type { StatisticsTable } from "./statistics_table.ts";
import { type StepSchedule, stepSchedule } from "./step_schedule.ts";
import { wholeBatch } from "./_whole_batch.ts";

/** What the backward pass needs of the forward pass. */
export interface ReferenceResiduals {
  /** The layout of the batch over time. */
  schedule: StepSchedule;
  /** Active rows of each step, as indices 0..B−1. */
  rows: number[][];
  /** Row of `x` and `hs` that step t of row b reads and writes `[T B]`. */
  source: Int32Array;
  /** x̂ of the input term: one group per step, or a single one for `"sequence"`; empty for `"none"`. */
  input: Normalized[];
  /** x̂ of the hidden term, one group per step; empty for `"none"`. */
  hidden: Normalized[];
  /** ĉ, one group per step; empty for `"none"`. */
  cell: Normalized[];
  /** σ(f), σ(i), σ(o), tanh(g) `[T][B, 4H]`. */
  gates: Float64Array[];
  /** c before each step and after the last `[T + 1][B, H]`. */
  c: Float64Array[];
  /** h before each step and after the last `[T + 1][B, H]`. */
  h: Float64Array[];
  /** tanh(BN(c_t)) `[T][B, H]`. */
  tanhC: Float64Array[];
}

/** C = A B for row-major A `[n, k]` and B `[k, m]`. */
export function matMul(a: Float64Array, b: Float64Array, k: number, m: number): Float64Array {
  const n = a.length / k;
  const c = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < k; p++) {
      const value = a[i * k + p];
      for (let j = 0; j < m; j++) c[i * m + j] += value * b[p * m + j];
    }
  }
  return c;
}

/**
 * A batch-normalized LSTM over a batch of sequences in float64 (the paper's equations 6–8): the reference with
 * which every other implementation is compared. Written to be read, not to be fast.
 *
 * @throws {TypeError} If population statistics are needed and missing, or lengths are malformed.
 * @throws {RangeError} If a length is outside 1..T.
 */
export function referenceForward(
  input: ReferenceInput,
): { output: ReferenceOutput; residuals: ReferenceResiduals } {
  checkReferenceInput("run the reference", input);
  const { shape, x, parameters, h0, c0, sites, epsilon } = input;
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = shape;
  const lengths = input.lengths ?? new Int32Array(B).fill(T);
  const ranks = input.mode === "train" ? input.ranks : undefined;
  const schedule = stepSchedule({
    ...shape,
    lengths,
    mode: input.mode,
    minShare: input.minShare,
    whole: ranks && wholeBatch(ranks, T, B, lengths),
  });
  const rows = Array.from(
    { length: T },
    (_, t) => Array.from({ length: B }, (_, b) => b).filter((b) => t < lengths[b]),
  );
  const source = input.reverse
    ? reverseUnpaddedIndices(T, lengths)
    : Int32Array.from({ length: T * B }, (_, i) => i);

  const batchStatistics: ReferenceOutput["batchStatistics"] = {};
  const seen: Partial<Record<SiteName, Moments[]>> = batchStatistics;

  /** Normalizes the active rows of step t; records the statistics of the batch. */
  function normalizeStep(site: SiteName, a: Float64Array, t: number): Normalized {
    const blend = schedule.blend[t];
    const features = siteFeatures(site, H);
    if (!schedule.training) {
      return normalize(a, rows[t], tableRow(input.statistics?.[site], site, t), epsilon);
    }
    const batch = moments(a, rows[t], features, ranks);
    const recorded = seen[site] ??= [];
    recorded.push(batch);
    if (blend === 1) return normalize(a, rows[t], batch, epsilon);
    return normalize(a, rows[t], blendMoments(batch, recorded[schedule.priorStep], blend), epsilon);
  }

  // The input terms of all steps come first: sequence statistics need them all.
  const inputTerms = Array.from({ length: T }, (_, t) => {
    const xt = new Float64Array(B * I);
    for (const b of rows[t]) {
      const from = source[t * B + b] * I;
      xt.set(x.subarray(from, from + I), b * I);
    }
    return matMul(xt, parameters.wx, I, 4 * H);
  });
  const residuals: ReferenceResiduals = {
    schedule,
    rows,
    source,
    input: [],
    hidden: [],
    cell: [],
    gates: [],
    c: [c0],
    h: [h0],
    tanhC: [],
  };
  if (sites.input === "sequence") {
    const all = concatenate(inputTerms);
    const pairs = rows.flatMap((active, t) => active.map((b) => t * B + b));
    const statistics = schedule.training
      ? moments(all, pairs, 4 * H, ranks)
      : tableRow(input.statistics?.input, "input", 0);
    if (schedule.training) batchStatistics.input = [statistics];
    residuals.input.push(normalize(all, pairs, statistics, epsilon));
  }

  const hs = new Float64Array(T * B * H);
  for (let t = 0; t < schedule.steps; t++) {
    const hiddenTerm = matMul(residuals.h[t], parameters.wh, H, 4 * H);
    if (sites.input === "timestep") residuals.input.push(normalizeStep("input", inputTerms[t], t));
    if (sites.hidden === "timestep") residuals.hidden.push(normalizeStep("hidden", hiddenTerm, t));

    const gates = new Float64Array(B * 4 * H);
    const c = residuals.c[t].slice();
    const h = residuals.h[t].slice();
    for (const b of rows[t]) {
      for (let j = 0; j < 4 * H; j++) {
        const k = b * 4 * H + j;
        const fromInput = sites.input === "none"
          ? inputTerms[t][k]
          : sites.input === "sequence"
          ? parameters.gammaX[j] * residuals.input[0].normalized[(t * B + b) * 4 * H + j]
          : parameters.gammaX[j] * residuals.input[t].normalized[k];
        const fromHidden = sites.hidden === "none"
          ? hiddenTerm[k]
          : parameters.gammaH[j] * residuals.hidden[t].normalized[k];
        const a = fromInput + fromHidden + parameters.bias[j];
        gates[k] = j < 3 * H ? 1 / (1 + Math.exp(-a)) : Math.tanh(a);
      }
      for (let j = 0; j < H; j++) {
        const [f, i, , g] = gatesOf(gates, b, j, H);
        c[b * H + j] = f * c[b * H + j] + i * g;
      }
    }
    if (sites.cell === "timestep") residuals.cell.push(normalizeStep("cell", c, t));

    const tanhC = new Float64Array(B * H);
    for (const b of rows[t]) {
      for (let j = 0; j < H; j++) {
        const k = b * H + j;
        const y = sites.cell === "none"
          ? c[k]
          : parameters.betaC[j] + parameters.gammaC[j] * residuals.cell[t].normalized[k];
        tanhC[k] = Math.tanh(y);
        h[k] = gatesOf(gates, b, j, H)[2] * tanhC[k];
        hs[source[t * B + b] * H + j] = h[k];
      }
    }
    residuals.gates.push(gates);
    residuals.c.push(c);
    residuals.h.push(h);
    residuals.tanhC.push(tanhC);
  }
  const last = residuals.h.length - 1;
  return {
    output: { hs, h: residuals.h[last], c: residuals.c[last], batchStatistics },
    residuals,
  };
}

/** The values of gates f, i, o, g of unit j in row b. */
export function gatesOf(gates: Float64Array, b: number, j: number, hiddenSize: number): number[] {
  const k = b * 4 * hiddenSize + j;
  return [
    gates[k],
    gates[k + hiddenSize],
    gates[k + 2 * hiddenSize],
    gates[k + 3 * hiddenSize],
  ];
}

/** The statistics of step t: row min(t, rows − 1) of the table (docs/rules.md#r4). */
function tableRow(table: StatisticsTable | undefined, site: SiteName, t: number): Moments {
  if (table === undefined) {
    throw new InvalidTypeError(
      `Cannot normalize the ${site} site: it needs population statistics, got none`,
    );
  }
  const { rows, features, mean, variance } = table;
  const start = Math.min(t, rows - 1) * features;
  return {
    mean: Float64Array.from({ length: features }, (_, j) => mean[start + j]),
    variance: Float64Array.from({ length: features }, (_, j) => variance[start + j]),
  };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
