import type { BatchStatisticsTensors } from "@bnlstm/core";
import type { ForecastBatch } from "@bnlstm/data/sequences";
import {
  abs,
  add,
  cast,
  div,
  less,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor2D,
  tensor2d,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { having } from "@bnlstm/data/arguments";
import { floats } from "./_batch_rules.ts";
import { check } from "./_rules.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import { SoftmaxModel, type SoftmaxTask } from "./softmax_model.ts";
import type { Score, ScoreOptions } from "./task_model.ts";

/** What a forecaster returns. */
export interface Forecast {
  /** Forecasts in units, `[B, horizon · K]`: all targets of the first step, then of the second, …. */
  forecasts: Tensor2D;
  /** Statistics of this batch by cell name; absent in `"eval"`. */
  batchStatistics?: Record<string, BatchStatisticsTensors>;
}

/** Scale of the initial corrections. */
const FIRST_CORRECTION = 0.1;

/**
 * A BN-LSTM that reads a window and corrects the forecast of a simple rule: a linear layer on the last h of
 * each row computes the corrections, in standard deviations of the window. Initially it is close to the rule.
 */
export class Forecaster extends SoftmaxModel<ForecastBatch & { lengths?: undefined }> {
  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  static create(config: RunConfig<SoftmaxTask>, shape: DataShape): Forecaster {
    const forecaster = new Forecaster(config, shape);
    const { "head.weight": weight } = forecaster.parameters;
    tidy(() => weight.assign(mul(weight, FIRST_CORRECTION)));
    return forecaster;
  }

  /**
   * Forecasts what follows each window.
   *
   * @throws {TypeError} If the batch does not fit the model, or `"eval"` lacks statistics.
   */
  forecast(batch: ForecastBatch, options: ScoreOptions): Forecast {
    check("forecast", { batch, options });
    const { mode, statistics, group } = options;
    const { inputs, base, scale, timeSteps, batchSize, inputSize } = batch;
    const all = floats(batchSize * this.parameters["head.bias"].size);
    having({ base: all, scale: all })("forecast", "batch", batch);
    const outputs = (values: Float32Array) =>
      tensor2d(values, [batchSize, values.length / batchSize]);
    return tidy(() => {
      const { h, batchStatistics } = this.lstm.apply(
        tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        {
          mode,
          statistics,
          returnSequences: false,
          state: this.noisyState(batchSize, options),
          ranks: group?.statistics,
        },
      );
      const forecasts = add(outputs(base), mul(this.logits(h), outputs(scale)));
      return { forecasts, batchStatistics } as Forecast & Record<string, Tensor2D>;
    });
  }

  /**
   * Scores the forecasts of each window. `loss` is the mean absolute error where true values are known, in
   * units of the error of the rule in training, that is, the MASE (Hyndman and Koehler, 2006). `correct` counts
   * windows with less error than the rule.
   */
  override score(batch: ForecastBatch, options: ScoreOptions): Score {
    check("score the batch", { batch, options });
    const { batchSize, targets, base } = batch;
    floats(batchSize * this.parameters["head.bias"].size)("score the batch", "targets", targets);
    const shape: [number, number] = [batchSize, targets.length / batchSize];
    return tidy(() => {
      const { forecasts, batchStatistics } = this.forecast(batch, options);
      const isKnown = targets.map((target) => Number.isNaN(target) ? 0 : 1);
      const truth = tensor2d(targets.map((target) => Number.isNaN(target) ? 0 : target), shape);
      const known = tensor2d(isKnown, shape);
      const error = (values: Tensor2D) =>
        div(sum(mul(abs(sub(values, truth)), known), 1), sum(known, 1));
      const own = error(forecasts);
      return {
        loss: sum(own) as Scalar,
        correct: sum(cast(less(own, error(tensor2d(base, shape))), "float32")) as Scalar,
        batchStatistics,
        predictions: batchSize,
      } as unknown as Score & Record<string, Tensor2D>;
    });
  }
}
