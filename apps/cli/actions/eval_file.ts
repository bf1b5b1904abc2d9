import { openTable } from "@bnlstm/data/tables";
import { readSequences, type Sequence } from "@bnlstm/data/sequences";
import {
  type Checkpoint,
  classPass,
  countConfusion,
  forecastErrors,
  forecastPass,
  LoadedForecaster,
  restoreModel,
  scoreClasses,
} from "@bnlstm/train";
import type { Forecaster, SequenceClassifier } from "@bnlstm/train/models";
import type { MachineOptions } from "../backend/machine_options.ts";
import { useBackend } from "../backend/use_backend.ts";
import { blameInput, InputError } from "../input_error.ts";
import { classReport, confusionSvg } from "../report/class_report.ts";
import { type ForecastPoint, forecastReport, forecastSvg } from "../report/forecast_report.ts";
import { openFile } from "../run/open_file.ts";
import { type StatisticsSource, withStatistics } from "../run/population_statistics.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { checkOutput, writeOutput } from "../run/write_output.ts";

/** Options of `eval --data`. */
export interface EvalFileOptions extends Pick<MachineOptions, "threads" | "blas"> {
  /** The file. */
  data: string;
  /** Statistics to normalize with. Default: those of the pass over the training set, if there was one. */
  statistics?: StatisticsSource;
  /** SVG file to draw the result into. */
  output?: string;
  /** Name of the backend. Default: that of the run. */
  backend?: string;
  /** Whether the result is printed as JSON. */
  json?: boolean;
}

/** Largest number of series that are drawn. */
const MOST_DRAWN = 6;

/** Evaluates a checkpoint on a file of sequences with known classes, or of series to forecast. */
export async function evaluateFileAndPrint(path: string, options: EvalFileOptions): Promise<void> {
  const { data, output, statistics, backend, threads, blas } = options;
  const model = await locateCheckpoint(path);
  if (output !== undefined) await checkOutput(output, [data, model]);
  const checkpoint = withStatistics(await readCheckpoint(model), statistics);
  const { config, data: { reading } } = checkpoint;
  if (!reading) {
    throw new InputError(
      `Cannot evaluate ${path} on a file: task ${config.task} does not read your own files`,
    );
  }
  const file = await openFile(data);
  await useBackend(backend ?? config.backend, { threads, blas });
  const sequences = await blameInput(async () =>
    await Array.fromAsync(readSequences(await openTable(file), reading.roles, {
      labeled: reading.forecast === undefined,
      refuseMissing: reading.encoding.missing === "refuse",
      scattered: true,
    }))
  );
  const { text, json, svg } = await (reading.forecast ? evaluateForecasts : evaluateClasses)(
    checkpoint,
    sequences,
  );
  console.log(options.json ? JSON.stringify({ file: data, ...json }) : text);
  if (output !== undefined) await writeOutput(output, await svg());
}

/** The result of an evaluation. */
interface Result {
  text: string;
  json: object;
  svg(): Promise<string>;
}

async function evaluateClasses(
  checkpoint: Checkpoint,
  sequences: readonly Sequence[],
): Promise<Result> {
  const { data, population, statistics } = checkpoint;
  const { classes } = data.reading!;
  const pass = await blameInput(() => classPass(sequences, data));
  const model = restoreModel(checkpoint) as SequenceClassifier;
  const counts = await countConfusion(model, pass, population ?? statistics, classes.length);
  model.dispose();
  return {
    text: classReport(counts, classes),
    json: { names: classes, ...scoreClasses(counts), confusion: counts },
    svg: () => Promise.resolve(confusionSvg(counts, classes)),
  };
}

async function evaluateForecasts(
  checkpoint: Checkpoint,
  sequences: readonly Sequence[],
): Promise<Result> {
  const { data, population, statistics } = checkpoint;
  const { forecast, roles: { features } } = data.reading!;
  const targets = forecast!.targets.map((target) => features[target].name);
  const pass = await blameInput(() => forecastPass(sequences, data));
  const model = restoreModel(checkpoint) as Forecaster;
  const errors = await forecastErrors(model, pass, population ?? statistics, forecast!);
  model.dispose();
  return {
    text: forecastReport(errors, targets),
    json: { targets, errors },
    svg: async () => forecastSvg(await points(checkpoint, sequences)),
  };
}

/** True values, and consecutive forecasts without overlap that end where the series does. */
async function points(
  checkpoint: Checkpoint,
  sequences: readonly Sequence[],
): Promise<ForecastPoint[]> {
  const model = LoadedForecaster.of(checkpoint);
  const { layout: { horizon, window }, targets } = model;
  const all: ForecastPoint[] = [];
  const long = sequences.filter(({ length }) => length >= window + horizon).slice(0, MOST_DRAWN);
  for (const sequence of long) {
    const windows = model.windowsOf(sequence, true)
      .filter(({ end }) => end < sequence.length && (sequence.length - end) % horizon === 0);
    const forecasts = await model.forecast(windows);
    for (const [k, name] of targets.entries()) {
      const title = sequences.length > 1 ? `${name} of ${sequence.id}` : name;
      for (const [step, value] of windows[0].series.targets[k].entries()) {
        all.push({ title, step: step + 1, kind: "truth", value });
      }
      for (const [at, { end }] of windows.entries()) {
        for (const [ahead, values] of forecasts[at].entries()) {
          all.push({ title, step: end + ahead + 1, kind: "forecast", value: values[k] });
        }
      }
    }
  }
  model.dispose();
  return all;
}
