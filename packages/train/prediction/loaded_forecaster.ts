import {
  array,
  boolean,
  checker,
  having,
  optional,
  record,
  string,
  whole,
} from "@bnlstm/data/arguments";
import { InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import {
  forecastBatch,
  type ForecastLayout,
  forecastSeries,
  type Sequence,
  type SequenceEncoding,
  type Window,
} from "@bnlstm/data/sequences";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import { restoreModel } from "../checkpoint/restore_model.ts";
import { CHECKPOINT } from "../loop/_rules.ts";
import { Forecaster } from "../models/forecaster.ts";
import { type InputSequence, valuesOf } from "./inputs_of.ts";
import type { PredictOptions } from "./loaded_model.ts";

/** Forecasts for the steps after one moment: values of every target, by step `[horizon][target]`. */
export type ForecastValues = readonly (readonly number[])[];

/**
 * Reads a checkpoint of the task `forecasting` for forecasting. It computes on the current tfjs backend, which
 * need not be the one of training.
 *
 * @param bytes A `.safetensors` file that training wrote.
 * @throws {TypeError} If it is not a checkpoint, or its model does not forecast.
 */
export async function loadForecaster(bytes: Uint8Array): Promise<LoadedForecaster> {
  return LoadedForecaster.of(await decodeCheckpoint(bytes));
}

/** A trained forecaster of series. */
export class LoadedForecaster {
  /** Names of the features that are forecast. */
  readonly targets: readonly string[];
  /** Names of the features that are read at each step. */
  readonly features: readonly string[];
  /** How series are cut and forecast. */
  readonly layout: ForecastLayout;
  readonly #encoding: SequenceEncoding;
  readonly #model: Forecaster;
  readonly #statistics: ModelStatistics;

  private constructor(
    model: Forecaster,
    encoding: SequenceEncoding,
    layout: ForecastLayout,
    statistics: ModelStatistics,
  ) {
    this.#model = model;
    this.#encoding = encoding;
    this.#statistics = statistics;
    this.layout = layout;
    this.features = encoding.features.map(({ name }) => name);
    this.targets = layout.targets.map((target) => this.features[target]);
  }

  /**
   * Creates the model of a checkpoint, with the statistics of a pass over the training set if it has any.
   *
   * @throws {TypeError} If the model does not forecast.
   */
  static of(checkpoint: Checkpoint): LoadedForecaster {
    checkOf({ checkpoint });
    const { config, data: { reading }, population, statistics } = checkpoint;
    const model = restoreModel(checkpoint);
    if (model instanceof Forecaster && reading?.forecast) {
      return new LoadedForecaster(
        model,
        reading.encoding,
        reading.forecast,
        population ?? statistics,
      );
    }
    model.dispose();
    throw new InvalidTypeError(`Cannot forecast: task ${config.task} does not forecast series`);
  }

  /**
   * Forecasts the steps after each series, in the units of the data.
   *
   * @param series Values of each step, in the order of the features; the last `layout.window` steps are read.
   * @throws {TypeError} If a series is shorter than a window, or lacks a value of a feature. */ async predict(
    series: readonly InputSequence[],
    options: PredictOptions = {},
  ): Promise<ForecastValues[]> {
    checkSeries({ series });
    const windows = series.map((one, at) =>
      this.#windows({ values: valuesOf(one, this.#encoding, at), length: one.length }, at, false)[0]
    );
    return await this.forecast(windows, options);
  }

  /**
   * Makes a forecast after every step of a series that ends a full window: the first one is made from the first
   * `layout.window` steps.
   *
   * @throws {TypeError} If the series is shorter than a window, or lacks a value of a feature.
   */
  async predictSteps(
    series: InputSequence,
    options: PredictOptions = {},
  ): Promise<ForecastValues[]> {
    const read = { values: valuesOf(series, this.#encoding, 0), length: series.length };
    return await this.forecast(this.#windows(read, 0, true), options);
  }

  /** Windows of a series from a file: the last one, or all. */
  windowsOf(sequence: Sequence, everyStep: boolean): Window[] {
    checkSequence({ sequence, everyStep });
    return this.#windows(sequence, sequence.id, everyStep);
  }

  /** Forecasts what follows some windows. */
  async forecast(
    windows: readonly Window[],
    options: PredictOptions = {},
  ): Promise<ForecastValues[]> {
    check({ windows, options });
    const { batchSize = 64 } = options;
    const { horizon, targets, units } = this.layout;
    const results: ForecastValues[] = [];
    for (let at = 0; at < windows.length; at += batchSize) {
      const some = windows.slice(at, at + batchSize);
      const batch = forecastBatch(some, this.#encoding, this.layout);
      const { forecasts } = this.#model.forecast(batch, {
        mode: "eval",
        statistics: this.#statistics,
      });
      const values = await forecasts.data<"float32">();
      forecasts.dispose();
      results.push(
        ...some.map((_, row) =>
          Array.from(
            { length: horizon },
            (_, step) =>
              units.map((unit, k) => unit * values[(row * horizon + step) * targets.length + k]),
          )
        ),
      );
    }
    return results;
  }

  /** Frees the parameters. */
  dispose(): void {
    this.#model.dispose();
  }

  #windows(
    { values, length }: Pick<Sequence, "values" | "length">,
    name: string | number,
    everyStep: boolean,
  ): Window[] {
    const { window, targets } = this.layout;
    if (length < window) {
      throw new InvalidTypeError(
        `Cannot forecast series ${name}: it must have ${window} steps or more, got ${length}`,
      );
    }
    const series = forecastSeries({ id: "", line: 0, values, length }, this.#encoding, targets);
    return Array.from(
      { length: everyStep ? length - window + 1 : 1 },
      (_, at) => ({ series, end: everyStep ? window + at : length }),
    );
  }
}

const ATTEMPT = "forecast";
const checkOf = checker(ATTEMPT, { checkpoint: CHECKPOINT });
const checkSeries = checker(ATTEMPT, { series: array });
const checkSequence = checker(ATTEMPT, {
  sequence: having({ id: string, values: array, length: whole(0) }),
  everyStep: boolean,
});
const check = checker(ATTEMPT, {
  windows: array,
  options: record({ batchSize: optional(whole(1)) }),
});
