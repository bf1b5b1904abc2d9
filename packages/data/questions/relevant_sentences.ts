import { checker, whole } from "../arguments.ts";
import { QUESTION, type Question } from "./question.ts";

const check = checker("choose sentences", { question: QUESTION, count: whole(0) });

/**
 * Shortens the document of a question to the sentences that are most similar to the question, in their original
 * order, as the paper does (section 5.4).
 *
 * The similarity of a sentence to the question is the sum, over the words they share, of log(sentences of the
 * document / sentences with the word): rare words tell more than common ones. Among equally similar sentences,
 * later ones are preferred. A sentence ends with a full stop, a question mark or an exclamation mark.
 *
 * @param count Number of sentences to keep, at least 1.
 * @returns The shorter question, or `undefined` if none of the kept sentences contains the answer.
 *
 * @example
 * ```ts
 * import { relevantSentences } from "@bnlstm/data";
 *
 * const question = {
 *   url: "http://example.org/1",
 *   document: "@entity0 slept . @entity1 ran home . it was late .".split(" "),
 *   query: "@placeholder came home .".split(" "),
 *   answer: "@entity1",
 *   entities: new Map([["@entity0", "Ada"], ["@entity1", "Charles"]]),
 * };
 * console.log(relevantSentences(question, 1)?.document.join(" ")); // @entity1 ran home .
 * ```
 */
export function relevantSentences(question: Question, count: number): Question | undefined {
  check({ question, count });
  const sentences = sentencesOf(question.document);
  const having = new Map<string, number>();
  for (const word of sentences.flatMap((sentence) => [...new Set(sentence)])) {
    having.set(word, (having.get(word) ?? 0) + 1);
  }
  const wanted = new Set(question.query);
  const likeness = sentences.map((sentence) =>
    [...new Set(sentence)].filter((word) => wanted.has(word))
      .reduce((sum, word) => sum + Math.log(sentences.length / having.get(word)!), 0)
  );
  const document = [...sentences.keys()]
    .sort((a, b) => likeness[b] - likeness[a] || b - a)
    .slice(0, count)
    .sort((a, b) => a - b)
    .flatMap((place) => sentences[place]);
  return document.includes(question.answer) ? { ...question, document } : undefined;
}

function sentencesOf(words: readonly string[]): string[][] {
  const sentences: string[][] = [[]];
  for (const word of words) {
    sentences.at(-1)!.push(word);
    if (/^[.?!]$/.test(word)) sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
