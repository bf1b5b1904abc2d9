import { isEntityMarker, PLACEHOLDER } from "./question.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import { generatorFor, mixedSeed, shuffledIndices } from "../sampling/_generator.ts";
import { checker, optional, record, seed as isSeed, whole } from "../arguments.ts";
import { checkIndices } from "../sampling/_check_indices.ts";
import { QUESTION_SET, type QuestionSet } from "./collect_questions.ts";
import { type QuestionVocabulary, VOCABULARY } from "./question_vocabulary.ts";

/** Sequences of symbols, to be looked up in an embedding: the words of some texts. */
export interface SymbolBatch {
  /** Symbol numbers, time-major `[timeSteps, batchSize]`. Padding is 0, which is a symbol too. */
  ids: Int32Array;
  /** Number of active steps of each row, `[batchSize]`, in `1 … timeSteps`. */
  lengths: Int32Array;
  /** Number of steps of the longest row. */
  timeSteps: number;
  /** Number of rows. */
  batchSize: number;
}

/** Some questions, laid out for one training or evaluation step. */
export interface QuestionBatch {
  /** The documents. */
  document: SymbolBatch;
  /** The sentences that hold the placeholder. */
  query: SymbolBatch;
  /** Entity that answers each question, `[batchSize]`, in `0 … entities − 1`. */
  answers: Int32Array;
  /** Number of rows. */
  batchSize: number;
}

/** A finite set of questions that can be read in any order. */
export interface QuestionDataset {
  /** Number of questions. */
  readonly size: number;
  /** Number of symbols: entity markers, the placeholder, one for all unknown words, and the words. */
  readonly symbols: number;
  /** Number of entity markers, which are the first symbols and the classes. */
  readonly entities: number;
  /** Number of words of each document, `[size]`. */
  readonly documentLengths: Int32Array;
  /** Number of words of each query, `[size]`. */
  readonly queryLengths: Int32Array;
  /** Share of words that the vocabulary lacks, not counting entities. */
  readonly unseenShare: number;
  /**
   * Gathers questions into a new batch, one row for each index, in the order given.
   *
   * The `n` entities of a question are numbered `0 … n − 1` at random, so that a number says nothing about
   * which of them is the answer (the paper, section 5.4). The numbers differ from epoch to epoch, but are
   * always the same for a given epoch and index.
   *
   * @param epoch Number of the epoch, 0 by default: leave it out in evaluation.
   * @throws {RangeError} If an index is not in `0 … size − 1`.
   */
  batch(indices: Int32Array, epoch?: number): QuestionBatch;
}

/** Options of {@linkcode questionDataset}. */
export interface QuestionDatasetOptions {
  /** Seed of the numbers given to entities: an integer in `0 … 2³² − 1`, 0 by default. */
  seed?: number;
}

const check = checker("read questions", {
  set: QUESTION_SET,
  vocabulary: VOCABULARY,
  options: record({ seed: optional(isSeed) }),
});
const checkEpoch = checker("build a batch", { epoch: whole(0) });

/**
 * Turns questions into sequences of symbol numbers (the paper, section 5.4).
 *
 * @throws {TypeError} If an option is unknown.
 * @throws {RangeError} If a question has more entities than the vocabulary has markers, or the seed is
 * out of range.
 *
 * @example
 * ```ts
 * import { collectQuestions, questionDataset, questionVocabulary } from "@bnlstm/data";
 *
 * const set = await collectQuestions([{
 *   url: "http://example.org/1",
 *   document: "@entity0 met @entity1 , then @entity0 left .".split(" "),
 *   query: "@placeholder went away .".split(" "),
 *   answer: "@entity0",
 *   entities: new Map([["@entity0", "Ada"], ["@entity1", "Charles"]]),
 * }]);
 * const dataset = questionDataset(set, questionVocabulary(set));
 * const { document, query, answers } = dataset.batch(new Int32Array([0]));
 * console.log(document.timeSteps, query.timeSteps, answers[0] === document.ids[0]); // 9 4 true
 * ```
 */
export function questionDataset(
  set: QuestionSet,
  vocabulary: QuestionVocabulary,
  options: QuestionDatasetOptions = {},
): QuestionDataset {
  check({ set, vocabulary, options });
  const { seed = 0 } = options;
  const { size, tokens, bounds } = set;
  const { entities, words } = vocabulary;
  if (set.entities > entities) {
    throw new InvalidRangeError(
      `Cannot read questions: one has ${set.entities} entities, but the vocabulary has ${entities} markers`,
    );
  }
  const isEntity = Uint8Array.from(set.words, (word) => Number(isEntityMarker(word)));
  const symbolOf = symbolNumbers(set.words, vocabulary);

  return {
    size,
    symbols: entities + 2 + words.length,
    entities,
    documentLengths: lengthsFrom(bounds, 0),
    queryLengths: lengthsFrom(bounds, 1),
    unseenShare: unseenShare(tokens, isEntity, symbolOf, entities + 1),
    batch(indices, epoch = 0) {
      checkIndices(indices, size);
      checkEpoch({ epoch });
      const batchSize = indices.length;
      const answers = new Int32Array(batchSize);
      const documents: Int32Array[] = [];
      const queries: Int32Array[] = [];
      indices.forEach((index, row) => {
        const [start, middle, end] = bounds.subarray(2 * index, 2 * index + 3);
        const named = [...new Set(tokens.subarray(start, end).filter((token) => isEntity[token]))];
        const markers = shuffledIndices(named.length, generatorFor(mixedSeed(seed, epoch, index)));
        const given = new Map(named.map((token, at) => [token, markers[at]]));
        const symbols = tokens.subarray(start, end).map((token) =>
          given.get(token) ?? symbolOf[token]
        );
        documents.push(symbols.subarray(0, middle - start));
        queries.push(symbols.subarray(middle - start));
        answers[row] = given.get(set.answers[index])!;
      });
      return {
        document: symbolBatch(documents),
        query: symbolBatch(queries),
        answers,
        batchSize,
      };
    },
  };
}

/** Lengths of every other part, beginning with part `first`. */
function lengthsFrom(bounds: Int32Array, first: 0 | 1): Int32Array {
  return Int32Array.from({ length: bounds.length >> 1 }, (_, index) => {
    return bounds[2 * index + first + 1] - bounds[2 * index + first];
  });
}

/** Symbol number of each word that is not an entity. */
function symbolNumbers(words: readonly string[], vocabulary: QuestionVocabulary): Int32Array {
  const { entities } = vocabulary;
  const known = new Map(vocabulary.words.map((word, at) => [word, entities + 2 + at]));
  known.set(PLACEHOLDER, entities);
  return Int32Array.from(words, (word) => known.get(word) ?? entities + 1);
}

/** Share of the words, entities aside, whose symbol is `unseen`. */
function unseenShare(
  tokens: Int32Array,
  isEntity: Uint8Array,
  symbolOf: Int32Array,
  unseen: number,
): number {
  let words = 0;
  let unknown = 0;
  for (const token of tokens) {
    words += 1 - isEntity[token];
    if (!isEntity[token] && symbolOf[token] === unseen) unknown++;
  }
  return unknown / words;
}

function symbolBatch(rows: readonly Int32Array[]): SymbolBatch {
  const batchSize = rows.length;
  const lengths = Int32Array.from(rows, ({ length }) => length);
  const timeSteps = lengths.reduce((a, b) => Math.max(a, b));
  const ids = new Int32Array(timeSteps * batchSize);
  rows.forEach((row, column) => {
    row.forEach((id, step) => ids[step * batchSize + column] = id);
  });
  return { ids, lengths, timeSteps, batchSize };
}
