import "@bnlstm/backend-cpu";
import "@bnlstm/core/gradients";
import {
  characterCorpus,
  type PredictionBatch,
  type QuestionBatch,
  type SequenceBatch,
} from "@bnlstm/data";
import type { ForecastBatch } from "@bnlstm/data/sequences";
import * as figures from "@bnlstm/train/figures";
import {
  AttentiveReader,
  CharacterModel,
  Forecaster,
  SequenceClassifier,
} from "@bnlstm/train/models";
import { readSafetensors, writeSafetensors } from "@bnlstm/train/safetensors";
import { characterTaskData, sequenceTaskData, suggestSettings } from "@bnlstm/train/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { TINY_RUNS } from "../../train/fixtures/tiny_runs.ts";
import { tinySets } from "../../train/fixtures/tiny_task.ts";
import { rightCall as call, type RightCalls } from "./right_call.ts";
import { type Trained, trained } from "./trained.ts";

await tf.setBackend("cpu");
const classes = await trained(await TINY_RUNS["sequence-classification"]());
const text = await trained(await TINY_RUNS["character-lm"]());
const forecasts = await trained(await TINY_RUNS.forecasting());
const questions = await trained(await TINY_RUNS["question-answering"]());
const classifier = classes.model as SequenceClassifier;
const characters = text.model as CharacterModel;
const forecaster = forecasts.model as Forecaster;
const reader = questions.model as AttentiveReader;

/** The first batch of validation, which may be changed. */
function first<Batch>({ data }: Pick<Trained, "data">): Batch {
  for (const batch of data.pass("valid", 3)) return structuredClone(batch) as Batch;
  throw new Error("There is no batch");
}
const sequences = () => first<SequenceBatch>(classes);
const symbols = () => first<PredictionBatch>(text);
const windows = () => first<ForecastBatch>(forecasts);
const asked = () => first<QuestionBatch>(questions);
const evaluated = ({ statistics }: Pick<Trained, "statistics">) => ({
  mode: "eval",
  statistics: statistics(),
});
const learned = () => ({ mode: "train", noiseSeed: 1 });
const sets = () => tinySets();
const waves = sequenceTaskData(sets());
const lines = characterCorpus({ train: "abab".repeat(9), valid: "abba", test: "abcb" });
const lineConfig = () => ({ ...structuredClone(text.config.data), windowLength: 3 });
const letters = () => ({ ...lines, unseen: { ...lines.unseen } });
const file = () => ({
  tensors: { a: { shape: [2, 1], values: new Float32Array(2) } },
  metadata: { format: "x" },
});
const x = tf.variable(tf.zeros<tf.Rank.R3>([2, 3, classifier.lstm.options.inputSize]));
const h0 = tf.variable(tf.zeros<tf.Rank.R2>([3, classifier.lstm.options.hiddenSize]));
const plainSequences = () => ({ ...sequences(), lengths: undefined });

/** Every function of the parts of `@bnlstm/train`. */
export const MODEL_CALLS: RightCalls = {
  "AttentiveReader.create": call(
    (config, shape) => AttentiveReader.create(config, shape).dispose(),
    () => [structuredClone(questions.config), questions.shape()],
  ),
  "AttentiveReader.createStatistics": call(
    (options) => reader.createStatistics(options),
    () => [{ estimator: "ema", decay: 0.9 }],
  ),
  "AttentiveReader.read": call(
    (batch, options) => reader.read(batch, options),
    () => [asked(), evaluated(questions)],
  ),
  "AttentiveReader.score": call(
    (batch, options) => reader.score(batch, options),
    () => [asked(), evaluated(questions)],
  ),
  "CharacterModel.create": call(
    (config, shape) => CharacterModel.create(config, shape).dispose(),
    () => [structuredClone(text.config), text.shape()],
  ),
  "CharacterModel.predict": call(
    (batch, options) => characters.predict(batch, options),
    () => [symbols(), { ...evaluated(text), state: characters.lstm.initialState(3) }],
  ),
  "CharacterModel.score": call(
    (batch, options) => characters.score(batch, options),
    () => [symbols(), learned()],
  ),
  "CharacterModel.step": call(
    (ids, statistics, state) => characters.step(ids, statistics, state),
    () => [Int32Array.of(0, 1), text.statistics(), characters.lstm.initialState(2)],
  ),
  "Forecaster.create": call(
    (config, shape) => Forecaster.create(config, shape).dispose(),
    () => [structuredClone(forecasts.config), forecasts.shape()],
  ),
  "Forecaster.forecast": call(
    (batch, options) => forecaster.forecast(batch, options),
    () => [windows(), evaluated(forecasts)],
  ),
  "Forecaster.score": call(
    (batch, options) => forecaster.score(batch, options),
    () => [windows(), evaluated(forecasts)],
  ),
  "SequenceClassifier.classify": call(
    (batch, options) => classifier.classify(batch, options),
    () => [sequences(), learned()],
  ),
  "SequenceClassifier.classifySteps": call(
    (batch, statistics) => classifier.classifySteps(batch, statistics),
    () => [sequences(), classes.statistics()],
  ),
  "SequenceClassifier.create": call(
    (config, shape) => SequenceClassifier.create(config, shape).dispose(),
    () => [structuredClone(classes.config), classes.shape()],
  ),
  "SequenceClassifier.score": call(
    (batch, options) => classifier.score(batch, options),
    () => [sequences(), evaluated(classes)],
  ),
  "SoftmaxModel.createStatistics": call(
    (options) => classifier.createStatistics(options),
    () => [{ estimator: "ema", decay: 0.9 }],
  ),
  characterTaskData: call(characterTaskData, () => [letters(), lineConfig()]),
  "characterTaskData pass": call(
    (split, batchSize) => [...text.data.pass(split, batchSize)],
    () => ["valid", 8],
  ),
  "characterTaskData resume": call(
    (state, share) => text.data.resume(state, share).next(),
    () => [structuredClone(text.data.stream({ batchSize: 4, seed: 1 }).state()), {
      rank: 0,
      size: 2,
    }],
  ),
  "characterTaskData stream": call(
    (options) => text.data.stream(options).next(),
    () => [{ batchSize: 4, seed: 1, share: { rank: 0, size: 2 } }],
  ),
  "characterTaskData text": call(
    (split, streams, windowLength, batchSize) => {
      for (const _ of text.data.text!.contiguous(split, streams)) break;
      for (const _ of text.data.text!.windows(split, windowLength, batchSize)) break;
    },
    () => ["valid", 2, 5, 3],
  ),
  classifierGradientFlow: call(
    figures.classifierGradientFlow,
    () => [classifier, plainSequences(), 1],
  ),
  gateSaturation: call(figures.gateSaturation, () => [classifier.lstm, x]),
  // A function that returns no tensor leaves behind what tfjs saved until then.
  hiddenGradients: call(
    (start, timeSteps) => figures.hiddenGradients(start, timeSteps, (state) => state, tf.mean),
    () => [[h0], 2],
  ),
  lstmGradientFlow: call(
    figures.lstmGradientFlow,
    () => [classifier.lstm, x, { h0, loss: (h: tf.Tensor2D) => tf.mean(h) }],
  ),
  readSafetensors: call(readSafetensors, () => [writeSafetensors(file()), "read a file"]),
  sequenceTaskData: call(
    sequenceTaskData,
    () => [sets(), { symbols: ["a"], similarLengths: false }],
  ),
  "sequenceTaskData pass": call(
    (split, batchSize) => [...waves.pass(split, batchSize)],
    () => ["valid", 8],
  ),
  "sequenceTaskData resume": call(
    (state, share) => waves.resume(state, share).next(),
    () => [structuredClone(waves.stream({ batchSize: 4, seed: 1 }).state()), { rank: 0, size: 2 }],
  ),
  "sequenceTaskData stream": call(
    (options) => waves.stream(options).next(),
    () => [{ batchSize: 4, seed: 1, share: { rank: 0, size: 2 } }],
  ),
  suggestSettings: call(
    suggestSettings,
    () => [{ shape: classes.shape(), sizes: { train: 40, valid: 20, test: 20 } }],
  ),
  tanhPassage: call(figures.tanhPassage, () => [3]),
  tanhRnnGradientFlow: call(
    figures.tanhRnnGradientFlow,
    () => [{ gamma: 0.1, hiddenSize: 2, classes: 2, seed: 1 }, plainSequences()],
  ),
  writeSafetensors: call(writeSafetensors, () => [file()]),
};
