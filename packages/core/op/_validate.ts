import { Tensor } from "@tensorflow/tfjs-core";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";
import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import { anObject, numbers, optional, theRanks } from "../math/_rules.ts";
import { show } from "../math/_show.ts";
import {
  type NormalizationSites,
  SITE_NAMES,
  siteFeatures,
  type SiteNormalization,
} from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";
import type { StepSchedule } from "../math/step_schedule.ts";
import { checkTensor } from "./_check_tensor.ts";
import type { BnLstmOptions } from "./op_types.ts";

const ATTEMPT = "run the BN-LSTM";

const OPTIONS = [
  "x",
  "parameters",
  "initialState",
  "sites",
  "epsilon",
  "mode",
  "lengths",
  "statistics",
  "minShare",
  "reverse",
  "returnSequences",
  "implementation",
  "ranks",
];

const PARAMETERS = ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"];

const IMPLEMENTATIONS: readonly unknown[] = [undefined, "auto", "fused", "composed"];

/** Refuses arguments of `bnLstm` that are missing or do not fit together, before anything is computed. */
export function validateBnLstm(options: BnLstmOptions): void {
  expectObject("the options", options);
  refuseUnknownOptions(ATTEMPT, options, OPTIONS);
  const { x, parameters, sites, mode, initialState, statistics, lengths } = options;
  expectTensor("x", x);
  if (x.rank !== 3) fail(InvalidTypeError, `x must have the shape [T, B, I], got [${x.shape}]`);
  const [timeSteps, batchSize, inputSize] = x.shape;
  if (timeSteps < 1 || batchSize < 1 || inputSize < 1) {
    fail(InvalidRangeError, `x must not be empty, got [${x.shape}]`);
  }
  expectObject("parameters", parameters);
  refuseUnknownOptions("run the BN-LSTM with these parameters", parameters, PARAMETERS);
  expectTensor("wh", parameters.wh);
  const hiddenSize = parameters.wh.shape[0];
  if (!(hiddenSize >= 1)) {
    fail(InvalidTypeError, `wh must have the shape [H, 4H], got [${parameters.wh.shape}]`);
  }
  const gates = [4 * hiddenSize];
  expectTensor("x", x, x.shape);
  expectTensor("wx", parameters.wx, [inputSize, 4 * hiddenSize]);
  expectTensor("wh", parameters.wh, [hiddenSize, 4 * hiddenSize]);
  expectTensor("bias", parameters.bias, gates);
  expectObject("sites", sites);
  refuseUnknownOptions("run the BN-LSTM with these sites", sites, SITE_NAMES);
  expectGain("gammaX", parameters.gammaX, gates, sites.input);
  expectGain("gammaH", parameters.gammaH, gates, sites.hidden);
  expectGain("gammaC", parameters.gammaC, [hiddenSize], sites.cell);
  expectGain("betaC", parameters.betaC, [hiddenSize], sites.cell);
  if (initialState !== undefined) {
    expectObject("initialState", initialState);
    expectTensor("initialState.h", initialState.h, [batchSize, hiddenSize]);
    expectTensor("initialState.c", initialState.c, [batchSize, hiddenSize]);
  }

  if (mode !== "train" && mode !== "eval") {
    fail(InvalidTypeError, `mode must be "train" or "eval", got ${show(mode)}`);
  }
  const { epsilon, implementation } = options;
  if (epsilon !== undefined) checkEpsilon(ATTEMPT, epsilon);
  if (!IMPLEMENTATIONS.includes(implementation)) {
    fail(
      InvalidTypeError,
      `implementation must be one of auto, fused, composed, got ${show(implementation)}`,
    );
  }
  for (const name of ["reverse", "returnSequences"] as const) {
    const value: unknown = options[name];
    if (value === undefined || typeof value === "boolean") continue;
    fail(InvalidTypeError, `${name} must be true or false, got ${show(value)}`);
  }
  if (options.minShare !== undefined && typeof options.minShare !== "number") {
    fail(InvalidTypeError, `minShare must be a number, got ${show(options.minShare)}`);
  }
  optional(numbers)(ATTEMPT, "lengths", lengths);
  optional(theRanks)(ATTEMPT, "ranks", options.ranks);
  if (statistics !== undefined) expectObject("statistics", statistics);
  for (const site of SITE_NAMES) {
    const allowed = site === "input" ? ["none", "timestep", "sequence"] : ["none", "timestep"];
    if (!allowed.includes(sites[site])) {
      fail(
        InvalidTypeError,
        `normalization of the ${site} site must be one of ${allowed.join(", ")}, got ${
          show(sites[site])
        }`,
      );
    }
    if (sites[site] === "none") continue;
    const table = statistics?.[site];
    if (table === undefined) {
      if (mode === "eval") {
        fail(InvalidTypeError, `eval needs population statistics of the ${site} site`);
      }
      if (statistics) fail(InvalidTypeError, `population statistics lack the ${site} site`);
      continue;
    }
    const features = siteFeatures(site, hiddenSize);
    if (table instanceof Tensor) {
      expectTensor(`statistics.${site}`, table, [2, Math.max(table.shape[1], 1), features]);
    } else checkTable(site, table, features);
  }
}

/**
 * Refuses training whose statistics would be over a single row, of all processes: normalized with nothing but
 * itself it becomes zero, whatever it holds. Late steps that only one row reaches are allowed
 * (docs/rules.md#r7).
 */
export function checkRows(
  sites: NormalizationSites,
  { training, batchActive, batchPairs }: StepSchedule,
): void {
  if (!training) return;
  for (const site of SITE_NAMES) {
    if (sites[site] === "none") continue;
    const [rows, what] = sites[site] === "sequence"
      ? [batchPairs, "rows or steps"]
      : [batchActive[0], "rows"];
    if (rows >= 2) continue;
    fail(
      InvalidRangeError,
      `batch statistics of the ${site} site need at least 2 ${what}, got ${rows}`,
    );
  }
}

/**
 * Refuses an ε that is not a number above 0, or that becomes 0 in single precision, in which most backends
 * compute.
 *
 * @param attempt Completes "Cannot …" in error messages.
 */
export function checkEpsilon(attempt: string, epsilon: unknown): void {
  if (typeof epsilon !== "number") {
    throw new InvalidTypeError(`Cannot ${attempt}: epsilon must be a number, got ${show(epsilon)}`);
  }
  if (Math.fround(epsilon) > 0 && Math.fround(epsilon) < Infinity) return;
  const precision = epsilon > 0 ? " and finite in single precision" : "";
  throw new InvalidRangeError(
    `Cannot ${attempt}: epsilon must be above 0${precision}, got ${epsilon}`,
  );
}

/** Refuses a table whose means and variances have the wrong length, or values that no data could have. */
export function checkTable(site: string, table: StatisticsTable, features: number): void {
  expectObject(`statistics.${site}`, table);
  const { rows, mean, variance } = table;
  const size = Number.isInteger(rows) ? rows * features : NaN;
  if (
    !(size >= 1) || table.features !== features || mean?.length !== size ||
    variance?.length !== size
  ) {
    fail(
      InvalidTypeError,
      `population statistics of the ${site} site must have ${features} features, ` +
        `got ${show(table.features)} in ${show(rows)} rows (${show(mean?.length)} means)`,
    );
  }
  for (let k = 0; k < size; k++) {
    if (Number.isFinite(mean[k]) && Number.isFinite(variance[k]) && variance[k] >= 0) continue;
    fail(
      InvalidRangeError,
      `population statistics of the ${site} site cannot have the mean ${show(mean[k])} and the ` +
        `variance ${show(variance[k])}`,
    );
  }
}

/** Refuses a gain or shift that is missing at a normalized site, or present at another. */
function expectGain(
  name: string,
  tensor: Tensor | undefined,
  shape: number[],
  normalization: SiteNormalization,
): void {
  if (normalization === "none") {
    if (tensor) fail(InvalidTypeError, `${name} is given, but its site is not normalized`);
  } else if (tensor) expectTensor(name, tensor, shape);
  else fail(InvalidTypeError, `${name} is missing, but its site is normalized`);
}

function expectObject(name: string, value: unknown): void {
  anObject(ATTEMPT, name, value);
}

function expectTensor(name: string, tensor: unknown, shape?: readonly number[]): void {
  checkTensor(ATTEMPT, name, tensor, shape);
}

function fail(kind: typeof InvalidTypeError | typeof InvalidRangeError, state: string): never {
  throw new kind(`Cannot ${ATTEMPT}: ${state}`);
}
