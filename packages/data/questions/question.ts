import { having, list, type Rule, string } from "../arguments.ts";

/**
 * A cloze question about a document, with its entities made anonymous (Hermann et al., 2015): a sentence in
 * which the answer is replaced by `@placeholder`.
 */
export interface Question {
  /** URL of the article. */
  url: string;
  /** Words of the document, with entities replaced by `@entity0`, `@entity1` and so on. */
  document: readonly string[];
  /** Words of the sentence, including `@placeholder`. */
  query: readonly string[];
  /** The entity that was replaced, one of those in the document. */
  answer: string;
  /** What each entity stands for. */
  entities: ReadonlyMap<string, string>;
}

/** What is needed of a question. */
export const QUESTION: Rule = having({
  url: string,
  document: list(string),
  query: list(string),
  answer: string,
});

/** The word that stands for the answer. */
export const PLACEHOLDER = "@placeholder";

/** Whether a word stands for an entity: `@entity0`, `@entity1` and so on. */
export function isEntityMarker(word: string): boolean {
  return /^@entity\d+$/.test(word);
}
