import { fetchText } from "../io/fetch_text.ts";
import { lineFeeds } from "./_line_feeds.ts";
import { splitText } from "./_split_text.ts";
import { type CharacterCorpus, characterCorpus } from "./character_corpus.ts";

/** Largest file that is read: its text and symbol numbers are held in memory at once. */
const LARGEST_FILE = 2 ** 28;

/**
 * Loads any UTF-8 text for character modeling. The first 90 % are for training, then come 5 % for
 * validation and 5 % for testing. Every code point is a symbol, line ends and spaces included; only a
 * byte order mark at the beginning is left out, and lines end in `\n` whatever ends them in the file.
 *
 * @param url URL of the file.
 * @throws {TypeError} If the file is not UTF-8, with the offset of the first wrong byte.
 * @throws {RangeError} If the file has more than 256 MiB, or a part of it fewer than two symbols.
 * @throws {Error} If the file cannot be fetched.
 *
 * @example
 * ```ts
 * import { loadTextFile } from "@bnlstm/data";
 *
 * const corpus = await loadTextFile(new URL("mod.ts", import.meta.resolve("@bnlstm/data")));
 * console.assert(corpus.alphabet.symbols.includes("{"));
 * ```
 */
export async function loadTextFile(url: string | URL): Promise<CharacterCorpus> {
  const { text } = await fetchText("load a text file", [String(url)], LARGEST_FILE);
  return characterCorpus(splitText(lineFeeds(text)));
}
