import { InvalidRangeError } from "../invalid_input.ts";
import { isEntityMarker } from "./question.ts";
import { checker } from "../arguments.ts";
import { QUESTION_SET, type QuestionSet } from "./collect_questions.ts";

/** Share of questions that baselines without learning answer wrongly, in `0 … 1`. */
export interface EntityBaselines {
  /** Any entity of the document, each with the same probability. */
  random: number;
  /** The entity that occurs most often in the document; among several, the one mentioned last. */
  mostFrequent: number;
  /** The entity mentioned last in the document. */
  last: number;
}

const check = checker("compute baselines", { set: QUESTION_SET });

/**
 * Errors of the baselines that a question-answering model has to beat.
 *
 * @throws {TypeError} If `set` is not a set of questions.
 * @throws {RangeError} If a document has no entities.
 *
 * @example
 * ```ts
 * import { collectQuestions, entityBaselines } from "@bnlstm/data";
 *
 * const set = await collectQuestions([{
 *   url: "http://example.org/1",
 *   document: "@entity0 met @entity1 , then @entity0 left .".split(" "),
 *   query: "@placeholder went away .".split(" "),
 *   answer: "@entity0",
 *   entities: new Map([["@entity0", "Ada"], ["@entity1", "Charles"]]),
 * }]);
 * console.log(entityBaselines(set)); // 0.5, 0 and 0: all errors but that of chance vanish
 * ```
 */
export function entityBaselines(set: QuestionSet): EntityBaselines {
  check({ set });
  const { size, tokens, bounds, answers } = set;
  const isEntity = set.words.map(isEntityMarker);
  let random = 0;
  let mostFrequent = 0;
  let last = 0;
  for (let index = 0; index < size; index++) {
    const counts = new Map<number, number>();
    for (const token of tokens.subarray(bounds[2 * index], bounds[2 * index + 1])) {
      if (!isEntity[token]) continue;
      const count = (counts.get(token) ?? 0) + 1;
      // Deleted and inserted again, so that entities are in the order of their last mentions.
      counts.delete(token);
      counts.set(token, count);
    }
    const latestFirst = [...counts].reverse();
    if (latestFirst.length === 0) {
      throw new InvalidRangeError(
        `Cannot compute baselines: the document of question ${index} has no entities`,
      );
    }
    const [winner] = latestFirst.reduce((best, entry) => entry[1] > best[1] ? entry : best);
    random += 1 - 1 / counts.size;
    mostFrequent += Number(winner !== answers[index]);
    last += Number(latestFirst[0][0] !== answers[index]);
  }
  return { random: random / size, mostFrequent: mostFrequent / size, last: last / size };
}
