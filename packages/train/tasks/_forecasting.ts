import { InvalidRangeError } from "@bnlstm/core";
import {
  detectSeason,
  encodedSize,
  fitEncoding,
  type ForecastBatch,
  forecastBatch,
  type ForecastLayout,
  type ForecastSeries,
  forecastSeries,
  loadSeattleWeather,
  NAIVE_RULES,
  ruleErrors,
  type Sequence,
  type Window,
  windowsBetween,
} from "@bnlstm/data/sequences";
import type { DataFile } from "@bnlstm/data/tables";
import type { ForecastDataConfig } from "../config/data_config.ts";
import type { RunConfig } from "../config/run_config.ts";
import { Forecaster } from "../models/forecaster.ts";
import { MASE } from "./headline_metric.ts";
import {
  describeLengths,
  loadOwnSequences,
  type OwnSequences,
  refuseWithoutTrainFile,
} from "./_own_sequences.ts";
import { sampledTaskData } from "./_sampled_task_data.ts";
import { suggestSettings } from "./suggest_settings.ts";
import type { Task } from "./task.ts";
import type { Split, TaskData } from "./task_data.ts";
import { targetsOf } from "./_forecast_targets.ts";
import { describeGaps } from "./_time_gaps.ts";

/** Shares of the steps of a series for validation and test, if these have no files of their own. */
const SHARES = { valid: 0.15, test: 0.2 };

/** Forecasting of series of numbers in your own files. */
export const forecasting: Task<ForecastBatch> = {
  noun: "window",
  headline: MASE,
  async load({ data }: RunConfig<"forecasting">, source) {
    refuseWithoutTrainFile(data, true);
    const weather = data.trainFile === "" ? await weatherFile() : undefined;
    const own = await loadOwnSequences(
      weather ? { ...data, trainFile: weather.name } : data,
      weather ? { openFile: () => Promise.resolve(weather) } : source,
      "forecasting",
    );
    return forecastData(own, data);
  },
  suggest(data) {
    // The size of the model and the learning rate are better as they are by default.
    const { training } = suggestSettings(data);
    const batchSize = Math.min(data.sizes.train, Math.max(16, training.batchSize));
    return { training: { ...training, batchSize } };
  },
  createModel: Forecaster.create,
};

function forecastData(own: OwnSequences, config: ForecastDataConfig): TaskData<ForecastBatch> {
  const targets = targetsOf(own, config.targetColumns);
  const names = targets.map((target) => own.roles.features[target].name);
  const shares = {
    valid: config.validFile ? 0 : SHARES.valid,
    test: config.testFile ? 0 : SHARES.test,
  };
  // A model may learn only from what precedes the other parts.
  const ends = own.train.map(({ length }) => ({
    train: Math.floor(length * (1 - shares.valid - shares.test)),
    valid: Math.floor(length * (1 - shares.test)),
  }));
  const learned = own.train.map((sequence, at) => shortened(sequence, ends[at].train));
  const encoding = fitEncoding(learned, own.roles.features, { missing: config.missing, fold: 1 });
  const series = (sequences: readonly Sequence[]) =>
    sequences.map((sequence) => forecastSeries(sequence, encoding, targets));
  const training = series(own.train);
  const spans = chooseSpans(training, ends.map(({ train }) => train), config);
  const { window, horizon } = spans;
  const cut = (
    all: readonly ForecastSeries[],
    from: (at: number) => number,
    to: (at: number) => number = (at) => all[at].targets[0].length,
  ) => all.flatMap((one, at) => windowsBetween(one, from(at), to(at), spans));
  const windows: Record<Split, Window[]> = {
    train: cut(training, () => window, (at) => ends[at].train),
    valid: config.validFile
      ? cut(series(own.valid), () => window)
      : cut(training, (at) => ends[at].train, (at) => ends[at].valid),
    test: config.testFile
      ? cut(series(own.test), () => window)
      : cut(training, (at) => ends[at].valid),
  };
  for (const part of ["train", "valid", "test"] as const) {
    if (windows[part].length > 0) continue;
    throw new InvalidRangeError(
      `Cannot forecast: no series leaves ${part} a window of ${window} steps and ${horizon} after it; ` +
        "choose a smaller --window or --horizon, or give more data",
    );
  }
  const errors = ruleErrors(windows.train, { ...spans, targets });
  const scale = names.map((_, k) => errors["last value"][k] || 1);
  const total = (rule: typeof NAIVE_RULES[number]) =>
    errors[rule].reduce((sum, error, k) => sum + error / scale[k], 0);
  const rule = NAIVE_RULES.toSorted((a, b) => total(a) - total(b))[0];
  const units = errors[rule].map((error) => error || 1);
  const layout: ForecastLayout = { ...spans, targets, rule, units };
  const part = (part: Split) => ({
    size: windows[part].length,
    batch: (indices: Int32Array) =>
      forecastBatch(Array.from(indices, (index) => windows[part][index]), encoding, layout),
  });
  const baselines = (part: Split) => {
    const errors = ruleErrors(windows[part], layout);
    return Object.fromEntries(NAIVE_RULES.map((rule) => [
      rule,
      errors[rule].reduce((sum, error, k) => sum + error / units[k], 0) / units.length,
    ]));
  };
  return sampledTaskData(
    { train: part("train"), valid: part("valid"), test: part("test") },
    {
      shape: {
        inputSize: encodedSize(encoding),
        timeSteps: window,
        classes: horizon * targets.length,
        reading: { roles: own.roles, encoding, classes: [], forecast: layout },
      },
      baselines: { train: baselines("train"), valid: baselines("valid"), test: baselines("test") },
      notes: [
        ...own.notes,
        describeLengths(own.train, "steps"),
        ...describeGaps(own.train),
        `${names.join(", ")}: the next ${horizon} steps are forecast from ${window}` +
        (spans.season > 1 ? `; a season has ${spans.season}` : "; no season was found"),
        `${windows.train.length} windows to train on, ${windows.valid.length} to choose by, ` +
        `${windows.test.length} to test, ` +
        (config.testFile ? "those of its own file" : "the last ones in time"),
        `forecasts start from the ${rule}, the best simple rule in training, and 1 MASE is its error there`,
      ],
    },
  );
}

function shortened(sequence: Sequence, length: number): Sequence {
  return {
    ...sequence,
    length,
    values: sequence.values.map((values) => values.slice(0, length) as number[] | string[]),
  };
}

/** The requested lengths of windows, horizons and seasons, or else those that suit the training series. */
function chooseSpans(
  series: readonly ForecastSeries[],
  ends: readonly number[],
  { window, horizon, season }: Pick<ForecastDataConfig, "window" | "horizon" | "season">,
): Pick<ForecastLayout, "window" | "horizon" | "season"> {
  const longest = ends.indexOf(Math.max(...ends));
  const length = ends[longest];
  const found = season || detectSeason(series[longest].targets[0].subarray(0, length));
  const ahead = horizon ||
    (found > 1 && found <= length / 6 ? found : Math.max(1, Math.min(10, Math.floor(length / 12))));
  const wanted = found > 1 ? Math.max(2 * found, 2 * ahead) : Math.max(20, 3 * ahead);
  const most = Math.max(2, Math.floor(length / 2) - ahead);
  const chosen = window || Math.min(wanted, most);
  // A season longer than a window is of no use for a forecast.
  return { window: chosen, horizon: ahead, season: found <= chosen ? found : 1 };
}

/** Weather of Seattle, day by day: what the task reads if no file is named. */
async function weatherFile(): Promise<DataFile> {
  const bytes = await loadSeattleWeather();
  return {
    name: "seattle-weather.csv",
    size: bytes.length,
    stream: () => Promise.resolve(new Blob([bytes]).stream()),
  };
}
