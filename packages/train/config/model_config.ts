import * as z from "zod";
import { DEFAULT_EPSILON } from "@bnlstm/core/kernels";
import { DEFAULT_INITIAL_PARAMETERS } from "@bnlstm/core/initializers";
import type { TaskName } from "./data_config.ts";

/** What is trained: settings that the models of all tasks have in common. */
export interface ModelConfig {
  /** H: number of units of each layer.
   */
  hiddenSize: number;
  /** Layers stacked on each other. */
  layers: number;
  /** Batch normalization of all three sites, or the plain LSTM. */
  normalization: "batch" | "none";
  /** Whether the input site has statistics of its own at each step, or one set for all steps. */
  inputStatistics: "timestep" | "sequence";
  /** Initial γ. */
  gamma: number;
  /** Initial bias of the forget gate. */
  forgetBias: number;
  /** How Wx and Wh are drawn. */
  recurrentInitializer: "authors" | "identity" | "orthogonal" | "orthogonal-gates";
  /** How the weights of the softmax layer are drawn. */
  softmaxInitializer: "orthogonal" | "normal";
  /** Whether h_0 and c_0 are zero, or parameters that start at zero (the paper, section 2.1). */
  initialState: "zero" | "learned";
  /** Standard deviation of the Gaussian noise on h_0 in training; it helps where the first inputs are constant. */
  initialStateNoise: number;
  /** ε added to variances. */
  epsilon: number;
}

/** An attentive reader: two LSTMs, one for documents and one for queries, and attention. */
export interface ReaderConfig
  extends Omit<ModelConfig, "hiddenSize" | "initialStateNoise" | "softmaxInitializer"> {
  /** H: number of units of each direction of each layer, and of the attention. */
  hiddenSize: number;
  /** Size of the vector that stands for a word. */
  embeddingSize: number;
  /** 1: texts are read from their start; 2: also from their end, with separate units. */
  directions: 1 | 2;
  /** Whether the terms of the attention are normalized too (BN-everywhere). */
  attentionNormalization: "batch" | "none";
}

/** A classifier of sequences. */
export interface ClassifierConfig extends ModelConfig {
  /** 1: sequences are read from their start; 2: also from their end, with separate units. */
  directions: 1 | 2;
}

/** What is trained: settings by task. */
export interface ModelConfigs {
  /** A classifier. */
  "sequential-mnist": ClassifierConfig;
  /** A classifier. */
  "permuted-mnist": ClassifierConfig;
  /** A model of the next character. */
  "character-lm": ModelConfig;
  /** An attentive reader. */
  "question-answering": ReaderConfig;
  /** A classifier. */
  "language-id": ClassifierConfig;
  /** A classifier. */
  "surname-language": ClassifierConfig;
  /** A classifier. */
  "sequence-classification": ClassifierConfig;
  /** A classifier. */
  "text-classification": ClassifierConfig;
  /** A forecaster. */
  forecasting: ModelConfig;
}

const common = z.strictObject({
  hiddenSize: z.int().min(1).default(100).describe("units of each layer"),
  layers: z.int().min(1).default(1).describe("layers stacked on each other"),
  normalization: z.enum(["batch", "none"]).default("batch")
    .describe("batch normalization, or none: the plain LSTM"),
  inputStatistics: z.enum(["timestep", "sequence"]).default("timestep")
    .describe("statistics of the input term: one set for each time step, or one for all"),
  gamma: z.number().default(DEFAULT_INITIAL_PARAMETERS.gamma)
    .describe("initial gain of every normalized term"),
  forgetBias: z.number().default(DEFAULT_INITIAL_PARAMETERS.forgetBias)
    .describe("initial bias of the forget gate"),
  recurrentInitializer: z.enum(["authors", "identity", "orthogonal", "orthogonal-gates"])
    .default(DEFAULT_INITIAL_PARAMETERS.recurrentInitializer)
    .describe("initial weights of the LSTM"),
  softmaxInitializer: z.enum(["orthogonal", "normal"]).default("orthogonal")
    .describe("initial weights of the softmax layer"),
  initialState: z.enum(["zero", "learned"]).default("zero")
    .describe("initial hidden and cell state: zero, or parameters that start at zero"),
  initialStateNoise: z.number().min(0).default(0)
    .describe("standard deviation of the noise on the initial hidden state in training"),
  epsilon: z.number().positive().default(DEFAULT_EPSILON).describe("added to variances"),
});

const classifier = common.extend({
  directions: z.literal([1, 2]).default(1)
    .describe("1: sequences are read from their start; 2: also from their end"),
});

/** Schemas of {@linkcode ModelConfigs}, with defaults and help texts. */
export const modelConfigSchemas: { [Name in TaskName]: z.ZodType<ModelConfigs[Name]> } = {
  "sequential-mnist": classifier,
  "permuted-mnist": classifier,
  "character-lm": common,
  "question-answering": common.omit({ initialStateNoise: true, softmaxInitializer: true }).extend({
    embeddingSize: z.int().min(1).default(48).describe(
      "size of the vector that stands for a word",
    ),
    directions: z.literal([1, 2]).default(2)
      .describe("1: texts are read from their start; 2: also from their end"),
    attentionNormalization: z.enum(["batch", "none"]).default("batch")
      .describe("whether the attention is normalized too"),
  }),
  "language-id": classifier,
  "surname-language": classifier,
  "sequence-classification": classifier,
  "text-classification": classifier,
  forecasting: common,
};
