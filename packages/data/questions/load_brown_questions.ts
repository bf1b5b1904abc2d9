import {
  type BrownDocument,
  loadBrownDocuments,
  splitDocuments,
  type TaggedWord,
} from "../text/_brown_documents.ts";
import { checker, optional, record, url } from "../arguments.ts";
import type { TextSplits } from "../text/character_corpus.ts";
import type { BrownOptions } from "../text/load_brown.ts";
import { PLACEHOLDER, type Question } from "./question.ts";

/** Number of sentences that make a document. */
const CONTEXT_LENGTH = 20;

const ATTEMPT = "load questions about the Brown corpus";
const check = checker(ATTEMPT, { options: record({ baseUrl: optional(url) }) });

/**
 * Makes cloze questions from the Brown corpus, in the form of those about CNN: the 20 sentences before a
 * sentence are the document, and the first entity of that sentence which also occurs in the document is the
 * answer (like the Children's Book Test).
 *
 * Entities are runs of proper nouns, which are tagged by hand in the corpus. They are made anonymous, numbered
 * by first appearance; shuffle the numbers, as {@linkcode questionDataset} does. Words are in lower case. The
 * documents of the corpus are divided 450 to 25 to 25, in the same proportion for each genre.
 *
 * Questions are made only as they are read; collect them with {@linkcode collectQuestions}.
 *
 * @throws {TypeError} If an option is unknown, a file is not UTF-8, or a word in it has no tag.
 * @throws {RangeError} If a file is empty or larger than 1 MiB.
 * @throws {Error} If a file or the package cannot be reached.
 *
 * @example
 * ```ts
 * import { loadBrownQuestions } from "@bnlstm/data";
 *
 * const { test } = await loadBrownQuestions();
 * for (const { query, answer, entities } of test) {
 *   console.log(query.join(" "), entities.get(answer));
 *   break;
 * }
 * ```
 */
export async function loadBrownQuestions(
  options: BrownOptions = {},
): Promise<TextSplits<Iterable<Question>>> {
  check({ options });
  const documents = await loadBrownDocuments(ATTEMPT, options.baseUrl);
  const parts = splitDocuments(documents.map((document, number) => ({ document, number })));
  const iterate = (part: typeof parts.train): Iterable<Question> => ({
    *[Symbol.iterator]() {
      for (const { document, number } of part) yield* questions(document, `brown:${number + 1}`);
    },
  });
  return { train: iterate(parts.train), valid: iterate(parts.valid), test: iterate(parts.test) };
}

/** A word of a sentence, or an entity of several words. */
interface Unit {
  text: string;
  isEntity: boolean;
}

function* questions(document: BrownDocument, name: string): Generator<Question> {
  const sentences = document.map(units);
  for (let at = CONTEXT_LENGTH; at < sentences.length; at++) {
    const context = sentences.slice(at - CONTEXT_LENGTH, at).flat();
    const markers = new Map<string, string>();
    for (const { text, isEntity } of context) {
      if (isEntity && !markers.has(text)) markers.set(text, `@entity${markers.size}`);
    }
    const answer = sentences[at].findIndex(({ text, isEntity }) => isEntity && markers.has(text));
    // With a single entity there is nothing to choose from.
    if (answer < 0 || markers.size < 2) continue;
    const answerMarker = markers.get(sentences[at][answer].text)!;
    for (const { text, isEntity } of sentences[at]) {
      if (isEntity && !markers.has(text)) markers.set(text, `@entity${markers.size}`);
    }
    const write = ({ text, isEntity }: Unit) => isEntity ? markers.get(text)! : text;
    yield {
      url: `${name}#${at + 1}`,
      document: context.map(write),
      query: sentences[at].map((unit, place) => place === answer ? PLACEHOLDER : write(unit)),
      answer: answerMarker,
      entities: new Map([...markers].map(([text, marker]) => [marker, text])),
    };
  }
}

/** Joins runs of proper nouns, and separates possessive and contracted endings from them. */
function units(sentence: readonly TaggedWord[]): Unit[] {
  const found: Unit[] = [];
  let open: Unit | undefined;
  for (const { word, tag } of sentence) {
    if (!tag.startsWith("np")) {
      found.push({ text: word.toLowerCase(), isEntity: false });
      open = undefined;
      continue;
    }
    const ending = /[$+]/.test(tag) ? word.match(/'\w*$/)?.[0] ?? "" : "";
    const stem = word.slice(0, word.length - ending.length);
    if (open) open.text += ` ${stem}`;
    else found.push(open = { text: stem, isEntity: true });
    if (ending) {
      found.push({ text: ending.toLowerCase(), isEntity: false });
      open = undefined;
    }
  }
  return found;
}
