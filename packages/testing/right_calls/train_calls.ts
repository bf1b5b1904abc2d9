import "@bnlstm/backend-cpu";
import type { Sequence } from "@bnlstm/data/sequences";
import * as train from "@bnlstm/train";
import {
  type CharacterModel,
  type Forecaster,
  sampleSymbol,
  type SequenceClassifier,
} from "@bnlstm/train/models";
import { setBackend } from "@tensorflow/tfjs-core";
import { filesInMemory, yearsOfSales } from "../../train/fixtures/own_file.ts";
import { TINY_RUNS } from "../../train/fixtures/tiny_runs.ts";
import { tinyConfig, tinyTask } from "../../train/fixtures/tiny_task.ts";
import { trained } from "./trained.ts";
import { rightCall as call, type RightCalls } from "./right_call.ts";

await setBackend("cpu");
const waves = await trained({ config: tinyConfig(), data: tinyTask() });
const text = await trained(await TINY_RUNS["character-lm"]());
const forecasts = await trained(await TINY_RUNS.forecasting());
const { data: { shape: classShape } } = await TINY_RUNS["sequence-classification"]();
const ended = await train.TrainingRun.restore(
  { ...waves.checkpoint(), step: 8, evaluatedAt: 8 },
  tinyTask(),
);
const classifier = waves.model as SequenceClassifier;
const characters = text.model as CharacterModel;
const forecaster = forecasts.model as Forecaster;
const loadedModel = train.LoadedModel.of(waves.checkpoint());
const loadedForecaster = train.LoadedForecaster.of(forecasts.checkpoint());

const SALES = Array.from({ length: 40 }, (_, month) => month);
const series = (): Sequence => ({ id: "a", line: 2, length: SALES.length, values: [[...SALES]] });
const sequence = (): Sequence => ({
  id: "a",
  line: 2,
  label: "up",
  length: 2,
  values: [[10, 11], ["x", "y"]],
});
const steps = () => Array.from({ length: 6 }, (_, t) => [t, -t]);
const months = () => SALES.map((sales) => [sales]);
const signal = new AbortController().signal;
const options = () => ({ progress: () => {}, signal });
const fullSource = () => ({ ...filesInMemory({ "a.csv": yearsOfSales(12) }), baseUrl: "memory:" });

/** Every function of `@bnlstm/train`, and of its models what draws a symbol. */
export const TRAIN_CALLS: RightCalls = {
  "LoadedForecaster.forecast": call(
    (windows, options) => loadedForecaster.forecast(windows, options),
    () => [loadedForecaster.windowsOf(series(), false), { batchSize: 2 }],
  ),
  "LoadedForecaster.of": call(
    (checkpoint) => train.LoadedForecaster.of(checkpoint).dispose(),
    () => [forecasts.checkpoint()],
  ),
  "LoadedForecaster.predict": call(
    (series, options) => loadedForecaster.predict(series, options),
    () => [[months()], { batchSize: 2 }],
  ),
  "LoadedForecaster.predictSteps": call(
    (series, options) => loadedForecaster.predictSteps(series, options),
    () => [months(), { batchSize: 2 }],
  ),
  "LoadedForecaster.windowsOf": call(
    (sequence, everyStep) => loadedForecaster.windowsOf(sequence, everyStep),
    () => [series(), true],
  ),
  "LoadedModel.of": call(
    (checkpoint) => train.LoadedModel.of(checkpoint).dispose(),
    () => [waves.checkpoint()],
  ),
  "LoadedModel.predict": call(
    (sequences, options) => loadedModel.predict(sequences, options),
    () => [[steps()], { batchSize: 2 }],
  ),
  "LoadedModel.predictRead": call(
    (sequences, everyStep) => loadedModel.predictRead(sequences, everyStep),
    () => [[{ id: "a", line: 2, length: 2, values: [[1, 2], [3, 4]] }], true],
  ),
  "LoadedModel.predictSteps": call(
    (sequences, options) => loadedModel.predictSteps(sequences, options),
    () => [[steps()], { batchSize: 2 }],
  ),
  "TrainingRun.create": call(
    (config, data, options) => train.TrainingRun.create(config, data, options).dispose(),
    () => [tinyConfig(), tinyTask(), {}],
  ),
  "TrainingRun.restore": call(
    async (checkpoint, data, options) => {
      (await train.TrainingRun.restore(checkpoint, data, options)).dispose();
    },
    () => [waves.checkpoint(), tinyTask(), {}],
  ),
  "TrainingRun.train": call(
    async (signal) => {
      for await (const _ of ended.train(signal)) break;
    },
    () => [AbortSignal.abort()],
  ),
  classPass: call(
    (sequences, shape) => [...train.classPass(sequences, shape)],
    () => [[sequence()], structuredClone(classShape)],
  ),
  countConfusion: call(
    train.countConfusion,
    () => [classifier, tinyTask().pass("valid", 20), waves.statistics(), 3],
  ),
  decodeCheckpoint: call(train.decodeCheckpoint, () => [waves.bytes]),
  encodeCheckpoint: call(train.encodeCheckpoint, () => [waves.checkpoint()]),
  estimatePopulation: call(
    train.estimatePopulation,
    () => [classifier, tinyTask(), tinyConfig(), options()],
  ),
  evaluate: call(
    train.evaluate,
    () => [classifier, tinyTask().pass("valid", 20), waves.statistics(), options()],
  ),
  forecastErrors: call(
    train.forecastErrors,
    () => [
      forecaster,
      train.forecastPass([series()], forecasts.data.shape),
      forecasts.statistics(),
      structuredClone(loadedForecaster.layout),
    ],
  ),
  forecastPass: call(
    (sequences, shape) => [...train.forecastPass(sequences, shape)],
    () => [[series()], structuredClone(forecasts.data.shape)],
  ),
  generateText: call(
    train.generateText,
    () => [characters, {
      statistics: text.statistics(),
      symbols: [...text.data.shape.symbols!],
      prompt: "a b",
      length: 2,
      seed: 1,
      temperature: 0.5,
      topK: 2,
    }],
  ),
  loadForecaster: call(
    async (bytes) => (await train.loadForecaster(bytes)).dispose(),
    () => [forecasts.bytes],
  ),
  loadModel: call(async (bytes) => (await train.loadModel(bytes)).dispose(), () => [waves.bytes]),
  loadTaskData: call(
    train.loadTaskData,
    () => [structuredClone(forecasts.config), fullSource()],
  ),
  restoreModel: call(
    (checkpoint) => train.restoreModel(checkpoint).dispose(),
    () => [waves.checkpoint()],
  ),
  sampleSymbol: call(sampleSymbol, () => [[0, 1, 2], { temperature: 0.5, topK: 2 }, () => 0.5]),
  scoreClasses: call(train.scoreClasses, () => [[[3, 1], [0, 2]]]),
};
