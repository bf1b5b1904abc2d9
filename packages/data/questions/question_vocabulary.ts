import { isEntityMarker, PLACEHOLDER } from "./question.ts";
import { checker, having, list, optional, record, type Rule, string, whole } from "../arguments.ts";
import { QUESTION_SET, type QuestionSet } from "./collect_questions.ts";

/**
 * The words that a model of questions knows: plain JSON, to be saved with the model.
 *
 * Numbers `0 … entities − 1` are entity markers, `entities` is the placeholder, `entities + 1` stands for every
 * word that the vocabulary lacks, and `entities + 2` is the first of `words`.
 */
export interface QuestionVocabulary {
  /** Number of entity markers, which are the classes from which the answer is chosen. */
  entities: number;
  /** The other words, most frequent first. */
  words: readonly string[];
}

/** Options of {@linkcode questionVocabulary}. */
export interface QuestionVocabularyOptions {
  /**
   * Number of entity markers; by default as many as the training questions need. Questions with more entities
   * cannot be read, so use the maximum over all splits.
   */
  entities?: number;
  /** Number of words to keep, the most frequent ones. 10,000 by default. */
  words?: number;
}

/** A vocabulary. */
export const VOCABULARY: Rule = having({ entities: whole(0), words: list(string) });

const check = checker("build a vocabulary", {
  train: QUESTION_SET,
  options: record({ entities: optional(whole(1)), words: optional(whole(1, Infinity)) }),
});

/**
 * The vocabulary of the training questions.
 *
 * @throws {TypeError} If an option is unknown.
 * @throws {RangeError} If the options are not positive integers.
 *
 * @example
 * ```ts
 * import { collectQuestions, questionVocabulary } from "@bnlstm/data";
 *
 * const set = await collectQuestions([{
 *   url: "http://example.org/1",
 *   document: "@entity0 met @entity1 , then @entity0 left .".split(" "),
 *   query: "@placeholder went away .".split(" "),
 *   answer: "@entity0",
 *   entities: new Map([["@entity0", "Ada"], ["@entity1", "Charles"]]),
 * }]);
 * console.log(questionVocabulary(set)); // 2 entities; met, ",", then, left, and so on
 * ```
 */
export function questionVocabulary(
  train: QuestionSet,
  options: QuestionVocabularyOptions = {},
): QuestionVocabulary {
  check({ train, options });
  const { entities = train.entities, words: limit = 10_000 } = options;
  const counts = new Uint32Array(train.words.length);
  for (const token of train.tokens) counts[token]++;
  const words = [...train.words.keys()]
    .filter((place) => !isEntityMarker(train.words[place]) && train.words[place] !== PLACEHOLDER)
    // Words are in the order of their first appearance, which decides between equally frequent ones.
    .sort((a, b) => counts[b] - counts[a])
    .slice(0, limit)
    .map((place) => train.words[place]);
  return { entities, words };
}
