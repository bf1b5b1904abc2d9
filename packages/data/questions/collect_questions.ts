import {
  both,
  checker,
  having,
  iterable,
  list,
  type Rule,
  string,
  typed,
  whole,
} from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import { isEntityMarker, QUESTION, type Question } from "./question.ts";

const ATTEMPT = "collect questions";

/** Questions as numbered words, at four bytes per word. */
export interface QuestionSet {
  /** Number of questions. */
  size: number;
  /** The different words, in the order in which they first appear. */
  words: readonly string[];
  /** Indices into `words`: a document, its query, the next document, and so on. */
  tokens: Int32Array;
  /**
   * Where these begin and end in `tokens`, `[2 size + 1]`: document `i` is from `bounds[2 i]` to `bounds[2 i +
   * 1]`, its query from there to `bounds[2 i + 2]`.
   */
  bounds: Int32Array;
  /** Index into `words` of each answer, `[size]`. */
  answers: Int32Array;
  /** The largest number of different entities in a question. */
  entities: number;
}

/** Questions of a text corpus, packed. */
export const QUESTION_SET: Rule = both(
  having({
    size: whole(1),
    words: list(string),
    tokens: typed("Int32Array"),
    bounds: typed("Int32Array"),
    answers: typed("Int32Array"),
    entities: whole(1),
  }),
  (attempt, name, value) => {
    const { size, words, tokens, bounds, answers } = value as QuestionSet;
    const isWord = (token: number) => token >= 0 && token < words.length;
    const rises = bounds.every((bound, at) => bound >= (at === 0 ? 0 : bounds[at - 1]));
    if (
      bounds.length === 2 * size + 1 && answers.length === size && rises &&
      bounds[2 * size] <= tokens.length && tokens.every(isWord) && answers.every(isWord)
    ) return;
    throw new InvalidRangeError(
      `Cannot ${attempt}: ${name} must have two rising bounds and an answer for each of ${size} ` +
        `questions, and tokens from 0 to ${words.length - 1}`,
    );
  },
);

const check = checker(ATTEMPT, { questions: iterable });
const checkQuestion = checker(ATTEMPT, { question: QUESTION });

/**
 * Collects questions one at a time, so that they can come from any number of files.
 *
 * @throws {RangeError} If there are no questions, if an answer is not in its document, or if they have more
 *   than 2³¹ words.
 *
 * @example
 * ```ts
 * import { collectQuestions } from "@bnlstm/data";
 *
 * const set = await collectQuestions([{
 *   url: "http://example.org/1",
 *   document: "@entity0 met @entity1 , then @entity0 left .".split(" "),
 *   query: "@placeholder went away .".split(" "),
 *   answer: "@entity0",
 *   entities: new Map([["@entity0", "Ada"], ["@entity1", "Charles"]]),
 * }]);
 * console.log(set.size, set.entities); // 1 2
 * ```
 */
export async function collectQuestions(
  questions: Iterable<Question> | AsyncIterable<Question>,
): Promise<QuestionSet> {
  check({ questions });
  const places = new Map<string, number>();
  const place = (word: string) => {
    const known = places.get(word);
    if (known === undefined) places.set(word, places.size);
    return known ?? places.size - 1;
  };
  let tokens = new Int32Array(1 << 16);
  let length = 0;
  const append = (words: readonly string[]) => {
    while (length + words.length > tokens.length) {
      const larger = new Int32Array(2 * tokens.length);
      larger.set(tokens);
      tokens = larger;
    }
    for (const word of words) tokens[length++] = place(word);
    bounds.push(length);
  };
  const bounds = [0];
  const answers: number[] = [];
  let entities = 0;
  for await (const question of questions) {
    checkQuestion({ question });
    const { url, document, query, answer } = question;
    if (!isEntityMarker(answer) || !document.includes(answer)) {
      throw new InvalidRangeError(
        `Cannot collect questions: answer "${answer}" is not an entity of document "${url}"`,
      );
    }
    append(document);
    append(query);
    answers.push(place(answer));
    entities = Math.max(
      entities,
      new Set([...document, ...query].filter(isEntityMarker)).size,
    );
  }
  if (answers.length === 0) throw new InvalidRangeError("Cannot collect questions: there are none");
  return {
    size: answers.length,
    words: [...places.keys()],
    tokens: tokens.slice(0, length),
    bounds: Int32Array.from(bounds),
    answers: Int32Array.from(answers),
    entities,
  };
}
