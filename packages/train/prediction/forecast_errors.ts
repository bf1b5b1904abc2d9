import { InvalidRangeError, type ModelStatistics } from "@bnlstm/core";
import { checker, fits, instance } from "@bnlstm/data/arguments";
import {
  type ForecastBatch,
  type ForecastLayout,
  NAIVE_RULES,
  naiveForecast,
  type NaiveRule,
} from "@bnlstm/data/sequences";
import { BATCH_PASS, STATISTICS } from "../loop/_rules.ts";
import { Forecaster } from "../models/forecaster.ts";
import { forecastLayoutSchema } from "../tasks/sequence_reading.ts";
import type { BatchPass } from "../tasks/task_data.ts";

/** Errors of forecasts in the units of the data, by number of steps ahead. */
export interface HorizonErrors {
  /** Mean absolute error of each step ahead, `[horizon]`. */
  mae: readonly number[];
  /** Root of the mean squared error of each step ahead, `[horizon]`. */
  rmse: readonly number[];
}

/** Errors of a model and of the simple rules, for each target. */
export type ForecastErrors = readonly Readonly<Record<"model" | NaiveRule, HorizonErrors>>[];

/**
 * Measures the errors of a model and of the simple rules where true values are known; NaN if none are.
 *
 * @throws {RangeError} If the layout is not that of the model.
 */
export async function forecastErrors(
  model: Forecaster,
  pass: BatchPass<ForecastBatch>,
  statistics: ModelStatistics,
  layout: ForecastLayout,
): Promise<ForecastErrors> {
  check({ model, pass, statistics, layout });
  const { horizon, targets, units } = layout;
  const { size } = model.parameters["head.bias"];
  if (horizon * targets.length !== size || units.length !== targets.length) {
    throw new InvalidRangeError("Cannot measure forecasts: layout must be that of the model");
  }
  const names = ["model", ...NAIVE_RULES] as const;
  const sums = targets.map(() =>
    names.map(() => ({ absolute: new Float64Array(horizon), squared: new Float64Array(horizon) }))
  );
  const known = targets.map(() => new Float64Array(horizon));
  for (const batch of pass) {
    const { forecasts } = model.forecast(batch, { mode: "eval", statistics });
    const values = await forecasts.data();
    forecasts.dispose();
    for (const [row, { series, end }] of batch.windows.entries()) {
      for (let step = 0; step < horizon; step++) {
        for (const [k, unit] of units.entries()) {
          const truth = series.truths[k][end + step];
          if (Number.isNaN(truth)) continue;
          known[k][step]++;
          for (const [at, name] of names.entries()) {
            const forecast = name === "model"
              ? unit * values[(row * horizon + step) * targets.length + k]
              : naiveForecast(name, series.targets[k], end, step + 1, layout);
            sums[k][at].absolute[step] += Math.abs(forecast - truth);
            sums[k][at].squared[step] += (forecast - truth) ** 2;
          }
        }
      }
    }
  }
  return sums.map((own, k) =>
    Object.fromEntries(names.map((name, at) => [name, {
      mae: Array.from(own[at].absolute, (sum, step) => sum / known[k][step]),
      rmse: Array.from(own[at].squared, (sum, step) => Math.sqrt(sum / known[k][step])),
    }])) as unknown as Record<"model" | NaiveRule, HorizonErrors>
  );
}

const check = checker("measure forecasts", {
  model: instance(Forecaster),
  pass: BATCH_PASS,
  statistics: STATISTICS,
  layout: fits(forecastLayoutSchema),
});
