import { checker, number } from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import {
  ENCODING,
  LAYOUT,
  MEASURED_LAYOUT,
  SERIES,
  TARGETS,
  VALUES,
  WINDOW_LENGTHS,
  WINDOWS,
} from "./_rules.ts";
import { NAIVE_RULES, naiveForecast, type NaiveRule } from "./naive_rules.ts";
import type { Sequence } from "./sequence.ts";
import { encodedSize, encodeSequence, type SequenceEncoding } from "./sequence_encoding.ts";

/** How series are cut into windows, and what is forecast from them, as plain JSON. */
export interface ForecastLayout {
  /** Number of steps from which a forecast is made. */
  window: number;
  /** Number of steps that are forecast. */
  horizon: number;
  /** Number of steps after which a series repeats itself; 1 if it does not. */
  season: number;
  /** The simple rule on which a model builds: the model learns how the truth differs from its forecast. */
  rule: NaiveRule;
  /** Indices of the features that are forecast. */
  targets: readonly number[];
  /** Mean absolute error of the rule in training, by target: the unit in which errors are measured. */
  units: readonly number[];
}

/** Windows laid out for one training or evaluation step. K is the number of targets. */
export interface ForecastBatch {
  /** Values at each step, time-major `[timeSteps, batchSize, inputSize]`. */
  inputs: Float32Array;
  /** The rule's forecasts, in units `[batchSize, horizon · K]`. */
  base: Float32Array;
  /** Standard deviation of the window of each output, in units `[batchSize, horizon · K]`. */
  scale: Float32Array;
  /** The true values, in units `[batchSize, horizon · K]`; NaN where unknown. */
  targets: Float32Array;
  /** The windows it was made from. */
  windows: readonly Window[];
  /** Number of steps of a window. */
  timeSteps: number;
  /** Number of windows. */
  batchSize: number;
  /** Number of values in each step. */
  inputSize: number;
}

/** A series from which windows are cut. */
export interface ForecastSeries {
  /**
   * What a model reads at each step, before targets are scaled relative to their window, `[length, inputSize]`.
   */
  inputs: Float32Array;
  /** Each target at each step, with missing values filled in: from these forecasts are made. */
  targets: readonly Float64Array[];
  /** Each target at each step, NaN where missing: with these forecasts are compared. */
  truths: readonly Float64Array[];
}

/** A window: a series, and how many of its steps are known. */
export interface Window {
  /** The series. */
  series: ForecastSeries;
  /** Number of steps that are known; forecasts are for those that follow. */
  end: number;
}

/** The smallest standard deviation by which a window is divided, relative to that of training. */
const LEAST_DEVIATION = 0.1;

const ATTEMPT = "lay out windows";

/** Prepares a series so that windows can be cut from it. */
export function forecastSeries(
  sequence: Sequence,
  encoding: SequenceEncoding,
  targets: readonly number[],
): ForecastSeries {
  checkSeries({ sequence, encoding, targets });
  checkTargets(targets, encoding);
  const inputs = encodeSequence(sequence, encoding);
  const values = targets.map((target) => Float64Array.from(sequence.values[target] as number[]));
  return {
    inputs,
    targets: targets.map((target, k) => filled(values[k], encoding, target)),
    truths: values,
  };
}

function filled(
  values: Float64Array,
  { features, missing }: SequenceEncoding,
  target: number,
): Float64Array {
  const feature = features[target];
  const mean = feature.kind === "number" ? feature.mean : 0;
  let previous = mean;
  return Float64Array.from(values, (value) => {
    const known = Number.isNaN(value) ? (missing === "previous" ? previous : mean) : value;
    return previous = known;
  });
}

/**
 * Lays windows out as a batch. Targets are scaled by the mean and standard deviation of their window, so that a
 * level not seen in training makes no difference.
 */
export function forecastBatch(
  windows: readonly Window[],
  encoding: SequenceEncoding,
  layout: ForecastLayout,
): ForecastBatch {
  checkBatch({ windows, encoding, layout });
  const { window, horizon, targets, units, rule } = layout;
  checkTargets(targets, encoding);
  checkEnds(windows, window, targets.length);
  const inputSize = encodedSize(encoding);
  const batchSize = windows.length;
  const outputs = horizon * targets.length;
  const batch: ForecastBatch = {
    inputs: new Float32Array(window * batchSize * inputSize),
    base: new Float32Array(batchSize * outputs),
    scale: new Float32Array(batchSize * outputs),
    targets: new Float32Array(batchSize * outputs).fill(NaN),
    windows,
    timeSteps: window,
    batchSize,
    inputSize,
  };
  const columns = columnsOf(encoding);
  for (const [row, { series, end }] of windows.entries()) {
    const start = end - window;
    for (let step = 0; step < window; step++) {
      const from = (start + step) * inputSize;
      batch.inputs.set(
        series.inputs.subarray(from, from + inputSize),
        (step * batchSize + row) * inputSize,
      );
    }
    for (const [k, target] of targets.entries()) {
      const values = series.targets[k];
      const feature = encoding.features[target];
      const least = feature.kind === "number" ? LEAST_DEVIATION * feature.deviation : 1;
      const { mean, deviation } = moments(values.subarray(start, end), least);
      for (let step = 0; step < window; step++) {
        batch.inputs[(step * batchSize + row) * inputSize + columns[target]] =
          (values[start + step] - mean) / deviation;
      }
      for (let ahead = 1; ahead <= horizon; ahead++) {
        const at = row * outputs + (ahead - 1) * targets.length + k;
        batch.base[at] = naiveForecast(rule, values, end, ahead, layout) / units[k];
        batch.scale[at] = deviation / units[k];
        if (end + ahead <= values.length) {
          batch.targets[at] = series.truths[k][end + ahead - 1] / units[k];
        }
      }
    }
  }
  return batch;
}

/** Index at which each feature begins among the values of a step. */
function columnsOf({ features }: SequenceEncoding): number[] {
  let column = 0;
  return features.map((feature) => {
    const start = column;
    column += feature.kind === "number" ? 1 : feature.categories.length;
    return start;
  });
}

function moments(values: Float64Array, least: number): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.max(Math.sqrt(variance), least) };
}

/** Windows whose forecasts lie between two steps of their series and have at least one known true value. */
export function windowsBetween(
  series: ForecastSeries,
  from: number,
  to: number,
  layout: Pick<ForecastLayout, "window" | "horizon">,
): Window[] {
  checkBetween({ series, from, to, layout });
  const { window, horizon } = layout;
  const first = Math.max(window, from);
  const last = Math.min(to, series.targets[0].length) - horizon;
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_, at) => ({ series, end: first + at }))
    .filter(({ end }) =>
      series.truths.some((truth) =>
        truth.subarray(end, end + horizon).some((value) => !Number.isNaN(value))
      )
    );
}

/** Mean absolute error of every rule over some windows, by target, where true values are known. */
export function ruleErrors(
  windows: readonly Window[],
  layout: Pick<ForecastLayout, "window" | "horizon" | "season" | "targets">,
): Record<NaiveRule, number[]> {
  checkErrors({ windows, layout });
  checkEnds(windows, layout.window, layout.targets.length);
  const entries = NAIVE_RULES.map((rule) => [
    rule,
    layout.targets.map((_, k) => {
      let [sum, known] = [0, 0];
      for (const { series, end } of windows) {
        for (let ahead = 1; ahead <= layout.horizon; ahead++) {
          const truth = series.truths[k][end + ahead - 1];
          if (Number.isNaN(truth)) continue;
          sum += Math.abs(truth - naiveForecast(rule, series.targets[k], end, ahead, layout));
          known++;
        }
      }
      return sum / Math.max(1, known);
    }),
  ]);
  return Object.fromEntries(entries);
}

const checkSeries = checker("read a series", {
  sequence: VALUES,
  encoding: ENCODING,
  targets: TARGETS,
});
const checkBatch = checker(ATTEMPT, {
  windows: WINDOWS,
  encoding: ENCODING,
  layout: MEASURED_LAYOUT,
});
const checkBetween = checker("cut windows", {
  series: SERIES,
  from: number,
  to: number,
  layout: WINDOW_LENGTHS,
});
const checkErrors = checker("compare forecasts of rules", { windows: WINDOWS, layout: LAYOUT });

function checkTargets(targets: readonly number[], { features }: SequenceEncoding): void {
  const wrong = targets.find((target) => features[target]?.kind !== "number");
  if (wrong === undefined) return;
  throw new InvalidRangeError(`Cannot ${ATTEMPT}: target ${wrong} is no feature with numbers`);
}

/** Every window lies in its series. */
function checkEnds(windows: readonly Window[], window: number, targets: number): void {
  for (const { series, end } of windows) {
    const { length } = series.targets[0];
    if (end >= window && end <= length && series.targets.length === targets) continue;
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: a window of ${window} steps ends at ${end} of ${length} steps, with ` +
        `${series.targets.length} of ${targets} targets`,
    );
  }
}
