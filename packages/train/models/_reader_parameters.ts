import { fill, randomNormal, tidy, type Variable, variable, zeros } from "@tensorflow/tfjs-core";
import { derivedSeed } from "../loop/_derived_seed.ts";

/** The terms in the two tanh of an attentive reader, each the product of a matrix and a vector. */
export const READER_TERMS = [
  "attention.document",
  "attention.query",
  "answer.document",
  "answer.query",
] as const;

/** One of {@linkcode READER_TERMS}. */
export type ReaderTerm = typeof READER_TERMS[number];

/** Sizes of a reader, and how it is initialized. */
export interface ReaderParameterOptions {
  /** Number of symbols. */
  symbols: number;
  /** E. */
  embeddingSize: number;
  /** Width of the output of the LSTMs: 2H if bidirectional. */
  encodingSize: number;
  /** H, also the width of the attention. */
  hiddenSize: number;
  /** Number of entities. */
  entities: number;
  /** Initial γ of the terms; absent if they are not normalized. */
  gamma?: number;
  /** Seed of the run. */
  seed: number;
}

/**
 * Initial parameters of an attentive reader, except those of its LSTMs: matrices that preserve variance, biases
 * of zero, and word vectors with a standard deviation like that of a term normalized with γ = 0.1.
 */
export function readerParameters(options: ReaderParameterOptions): Record<string, Variable> {
  const { symbols, embeddingSize, encodingSize, hiddenSize, entities, gamma, seed } = options;
  const normal = (name: string, rows: number, columns: number, deviation: number) =>
    variable(
      randomNormal([rows, columns], 0, deviation, "float32", derivedSeed(seed, name)),
    );
  const matrix = (name: string, rows: number, columns: number) =>
    normal(name, rows, columns, 1 / Math.sqrt(rows));
  return tidy(() => ({
    embedding: normal("embedding", symbols, embeddingSize, 0.1),
    ...Object.fromEntries(READER_TERMS.flatMap((name) => [
      [`${name}.weight`, matrix(name, encodingSize, hiddenSize)],
      ...gamma === undefined ? [] : [[`${name}.gamma`, variable(fill([hiddenSize], gamma))]],
    ])),
    "attention.bias": variable(zeros([hiddenSize])),
    "attention.score": matrix("score", hiddenSize, 1),
    "answer.bias": variable(zeros([hiddenSize])),
    "head.weight": matrix("head", hiddenSize, entities),
  }));
}
