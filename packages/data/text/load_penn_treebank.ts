import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { fetchText } from "../io/fetch_text.ts";
import { lineFeeds } from "./_line_feeds.ts";
import { checker, record, url } from "../arguments.ts";
import { type CharacterCorpus, characterCorpus } from "./character_corpus.ts";

/** Options of {@linkcode loadPennTreebank}. */
export interface PennTreebankOptions {
  /**
   * URL of the folder that holds Mikolov's files: `ptb.train.txt`, `ptb.valid.txt` and `ptb.test.txt`, or
   * `ptb.char.train.txt` and so on.
   */
  baseUrl: string | URL;
}

/** The largest of the files has 10 MB. */
const LARGEST_FILE = 2 ** 26;

const ATTEMPT = "load the Penn Treebank";
const check = checker(ATTEMPT, { options: record({ baseUrl: url }) });

/**
 * Loads the Penn Treebank for character modeling, in Mikolov's version and splits (the paper, section 5.2).
 *
 * It cannot be redistributed, so there is no default: see {@linkcode loadBrown} for a similar text.
 *
 * In files of words, the space at the beginning of each line is dropped and everything else is kept, which
 * gives the 446,184 test characters of the paper. In the files of characters, the spaces between symbols are
 * separators and `_` stands for a space.
 *
 * @throws {TypeError} If an option is unknown, or a file is not UTF-8.
 * @throws {RangeError} If a file is empty, cut off, or larger than 64 MiB.
 * @throws {Error} If a file cannot be fetched under either of its names.
 *
 * @example
 * ```ts ignore
 * import { loadPennTreebank } from "@bnlstm/data";
 *
 * const { alphabet, test } = await loadPennTreebank({ baseUrl: "file:///data/simple-examples/data" });
 * console.log(alphabet.size, test.length); // 50 446184
 * ```
 */
export async function loadPennTreebank(options: PennTreebankOptions): Promise<CharacterCorpus> {
  check({ options });
  const folder = String(options.baseUrl).replace(/\/?$/, "/");
  const [train, valid, test] = await Promise.all(
    ["train", "valid", "test"].map((split) => loadSplit(folder, split)),
  );
  return characterCorpus({ train, valid, test });
}

async function loadSplit(folder: string, split: string): Promise<string> {
  const { url, text: raw } = await fetchText(ATTEMPT, [
    `${folder}ptb.${split}.txt`,
    `${folder}ptb.char.${split}.txt`,
  ], LARGEST_FILE);
  const text = lineFeeds(raw);
  if (!text.endsWith("\n")) {
    throw new InvalidRangeError(`Cannot ${ATTEMPT}: "${url}" is cut off, its last line has no end`);
  }
  return url.includes("ptb.char.") ? joinSymbols(text, url) : text.replace(/^ /gm, "");
}

/** Joins symbols that are separated by spaces. */
function joinSymbols(text: string, url: string): string {
  return text.replace(/[^\n]+/g, (line) =>
    line.trim().split(/ +/).map((symbol) => {
      if ([...symbol].length !== 1) {
        throw new InvalidTypeError(
          `Cannot ${ATTEMPT}: "${url}" must hold symbols between spaces, got "${symbol}"`,
        );
      }
      return symbol === "_" ? " " : symbol;
    }).join(""));
}
