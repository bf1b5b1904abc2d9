import * as data from "@bnlstm/data";
import { parseIdx, parseQuestion } from "@bnlstm/data/parsers";
import * as sequences from "@bnlstm/data/sequences";
import * as tables from "@bnlstm/data/tables";
import { rightCall as call, type RightCalls } from "./right_call.ts";

const indices = () => Int32Array.of(0, 1);
const images = (): data.LabeledImages => ({
  pixels: new Uint8Array(32),
  labels: Uint8Array.of(0, 1),
  imageSize: 4,
  classes: 2,
});
const LABELS = ["a", "a", "a", "b", "b", "b"];
const texts = (): data.LabeledTexts => ({
  texts: LABELS.map((label, at) => label.repeat(at + 1)),
  labels: Int32Array.of(0, 0, 0, 1, 1, 1),
  classes: ["a", "b"],
});
const question = (): data.Question => ({
  url: "u",
  document: ["@entity0", "ran", ".", "@entity1", "sang", "."],
  query: ["@placeholder", "ran"],
  answer: "@entity0",
  entities: new Map([["@entity0", "Ann"], ["@entity1", "Bob"]]),
});
const questionSet = (): data.QuestionSet => ({
  size: 1,
  words: ["@entity0", "ran", "@placeholder"],
  tokens: Int32Array.of(0, 1, 2, 1),
  bounds: Int32Array.of(0, 2, 4),
  answers: Int32Array.of(0),
  entities: 1,
});
const vocabulary = (): data.QuestionVocabulary => ({ entities: 2, words: ["ran"] });
const alphabet = new data.Alphabet(["a", "b"]);
const dataset = () => data.imageSequences(images());
const text = () => Uint8Array.of(0, 1, 0, 1, 0, 1);
const sampler = () => data.BatchSampler.create({ size: 4, batchSize: 2, seed: 1 });
const windows = () =>
  data.WindowSampler.create({ textLength: 20, windowLength: 3, batchSize: 2, seed: 1 });

const CSV = "id,t,v,label\na,1,3,x\na,2,4,x\nb,1,9,y\nb,2,8,y\n";
const file = (): tables.DataFile => ({
  name: "a.csv",
  stream: () => Promise.resolve(new Blob([CSV]).stream()),
});
const table = (): tables.Table => ({
  name: "a.csv",
  format: "CSV",
  unit: "line",
  columns: ["id", "v"],
  decimalComma: false,
  notes: [],
  rows: (async function* () {
    yield [{ line: 2, cells: ["a", "1"] }, { line: 3, cells: ["b", "2"] }];
  })(),
});
const profile = await sequences.profileTable(await tables.openTable(file()));
const roles = (): sequences.ColumnRoles => ({
  layout: "step",
  sequence: ["id"],
  features: [{ name: "v", kind: "number", columns: ["v"] }],
});
const sequence = (): sequences.Sequence => ({
  id: "a",
  line: 2,
  label: "x",
  length: 4,
  values: [[1, 2, 3, 4], ["p", "q", "p", "q"]],
  times: ["1", "2", "3", "4"],
});
const encoding = (): sequences.SequenceEncoding => ({
  features: [
    { name: "v", kind: "number", mean: 2, deviation: 1 },
    { name: "w", kind: "category", categories: ["p", "q"] },
  ],
  missing: "previous",
  fold: 1,
});
const layout = (): sequences.ForecastLayout => ({
  window: 2,
  horizon: 1,
  season: 1,
  rule: "last value",
  targets: [0],
  units: [1],
});
const series = (): sequences.ForecastSeries => ({
  inputs: new Float32Array(12),
  targets: [Float64Array.of(1, 2, 3, 4)],
  truths: [Float64Array.of(1, 2, 3, 4)],
});
const between = (): sequences.Window[] => [{ series: series(), end: 2 }];

/** Every function of `@bnlstm/data`, but those that load packaged data: right ones take seconds. */
export const DATA_CALLS: RightCalls = {
  "new Alphabet": call((symbols) => new data.Alphabet(symbols), () => [["a", "b"]]),
  "Alphabet.of": call(data.Alphabet.of, () => [["ab", "b"], 2]),
  "Alphabet.encode": call((text) => alphabet.encode(text), () => ["abc"]),
  "Alphabet.decode": call((ids) => alphabet.decode(ids), () => [[0, 1]]),
  "BatchSampler.create": call(
    data.BatchSampler.create,
    () => [{ size: 4, batchSize: 2, seed: 1, lengths: Int32Array.of(1, 2, 3, 4) }],
  ),
  "BatchSampler.restore": call(data.BatchSampler.restore, () => [sampler().state()]),
  "WindowSampler.create": call(
    data.WindowSampler.create,
    () => [{ textLength: 20, windowLength: 3, batchSize: 2, seed: 1, crop: true }],
  ),
  "WindowSampler.restore": call(data.WindowSampler.restore, () => [windows().state()]),
  characterCorpus: call(
    data.characterCorpus,
    () => [{ train: "abab", valid: "ab", test: "abc" }],
  ),
  collectQuestions: call(data.collectQuestions, () => [[question()]]),
  contiguousBatches: call(
    data.contiguousBatches,
    () => [text(), { symbols: 2, streams: 2, timeSteps: 2 }],
  ),
  entityBaselines: call(data.entityBaselines, () => [questionSet()]),
  imageSequences: call(
    data.imageSequences,
    () => [images(), { imageSize: 2, permutation: "uniform", permutationSeed: 1 }],
  ),
  "imageSequences batch": call((rows) => dataset().batch(rows), () => [indices()]),
  oneHot: call(data.oneHot, () => [indices(), 3]),
  questionDataset: call(data.questionDataset, () => [questionSet(), vocabulary(), { seed: 1 }]),
  "questionDataset batch": call(
    (rows, epoch) => data.questionDataset(questionSet(), vocabulary()).batch(rows, epoch),
    () => [Int32Array.of(0), 1],
  ),
  questionVocabulary: call(
    data.questionVocabulary,
    () => [questionSet(), { entities: 2, words: 3 }],
  ),
  relevantSentences: call(data.relevantSentences, () => [question(), 1]),
  sequentialBatches: call(data.sequentialBatches, () => [5, 2]),
  stratifiedSplit: call(data.stratifiedSplit, () => [Int32Array.of(0, 0, 0, 1, 1, 1), 1]),
  take: call(data.take, () => [dataset(), 1]),
  "take batch": call((rows) => data.take(dataset(), 2).batch(rows), () => [indices()]),
  textClassification: call(data.textClassification, () => [texts(), 1]),
  textSequences: call(data.textSequences, () => [texts(), alphabet]),
  "textSequences batch": call(
    (rows) => data.textSequences(texts(), alphabet).batch(rows),
    () => [indices()],
  ),
  textWindows: call(data.textWindows, () => [text(), { symbols: 2, windowLength: 3 }]),
  "textWindows batch": call(
    (starts) => data.textWindows(text(), { symbols: 2, windowLength: 3 }).batch(starts),
    () => [indices()],
  ),
  windowStarts: call(data.windowStarts, () => [10, 3]),
  parseIdx: call(parseIdx, () => [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5, 6), "a.idx"]),
  parseQuestion: call(
    parseQuestion,
    () => [
      new TextEncoder().encode(
        "u\n\n@entity0 ran\n\n@placeholder ran\n\n@entity0\n\n@entity0:Ann\n",
      ),
      "q",
    ],
  ),
  isMissing: call(tables.isMissing, () => ["na"]),
  openTable: call(
    async (file: tables.DataFile, options) => {
      for await (const _ of (await tables.openTable(file, options)).rows);
    },
    () => [file(), { header: true }],
  ),
  parseNumber: call(tables.parseNumber, () => ["1,5", true]),
  quoted: call(tables.quoted, () => ["x"]),
  tableError: call(tables.tableError, () => [{ name: "a", unit: "line", line: 1 }, "odd"]),
  detectSeason: call(sequences.detectSeason, () => [[1, 2, 1, 2, 1, 2, 1, 2]]),
  divideSequences: call(
    sequences.divideSequences,
    () => [[sequence(), sequence(), sequence()], { valid: 0.3, test: 0.3 }, 1],
  ),
  encodeSequence: call(sequences.encodeSequence, () => [sequence(), encoding(), new Map()]),
  encodedLength: call(sequences.encodedLength, () => [4, encoding()]),
  encodedSequences: call(
    sequences.encodedSequences,
    () => [
      [new Float32Array(2), new Float32Array(4)],
      indices(),
      { inputSize: 2, classes: 2 },
    ],
  ),
  "encodedSequences batch": call(
    (rows) =>
      sequences.encodedSequences([new Float32Array(2), new Float32Array(4)], indices(), {
        inputSize: 2,
        classes: 2,
      }).batch(rows),
    () => [indices()],
  ),
  encodedSize: call(sequences.encodedSize, () => [encoding()]),
  fitEncoding: call(
    sequences.fitEncoding,
    () => [
      [sequence()],
      [{ name: "v", kind: "number", columns: ["v"] }, {
        name: "w",
        kind: "category",
        columns: ["w"],
      }],
      { missing: "previous", fold: 1 },
    ],
  ),
  forecastBatch: call(sequences.forecastBatch, () => [between(), encoding(), layout()]),
  forecastSeries: call(sequences.forecastSeries, () => [sequence(), encoding(), [0]]),
  guessRoles: call(
    sequences.guessRoles,
    () => [structuredClone(profile), "sequence-classification", { label: "label", time: ["t"] }],
  ),
  naiveForecast: call(
    sequences.naiveForecast,
    () => ["mean of the window", [1, 2, 3], 2, 1, { season: 1, window: 2 }],
  ),
  padded: call(sequences.padded, () => [[new Float32Array(2), new Float32Array(4)], 2]),
  parseTimestamp: call(sequences.parseTimestamp, () => ["3/4/2020", "day-first"]),
  profileTable: call(sequences.profileTable, () => [table()]),
  readSequences: call(
    sequences.readSequences,
    () => [table(), roles(), {
      labeled: false,
      refuseMissing: true,
      scattered: false,
      mostValues: 100,
    }],
  ),
  ruleErrors: call(sequences.ruleErrors, () => [between(), layout()]),
  sharedSequences: call(sequences.sharedSequences, () => [[sequence()], [sequence()]]),
  sortedByTime: call(sequences.sortedByTime, () => [sequence(), () => {
    throw new data.InvalidTypeError("Cannot sort: refused");
  }]),
  timesOf: call(sequences.timesOf, () => [["1", "2"]]),
  windowsBetween: call(sequences.windowsBetween, () => [series(), 0, 4, layout()]),
};
