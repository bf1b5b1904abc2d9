import { checker, url as isUrl } from "../arguments.ts";
import { fetchText } from "../io/fetch_text.ts";
import { lineFeeds } from "./_line_feeds.ts";
import { splitText } from "./_split_text.ts";
import { type CharacterCorpus, characterCorpus } from "./character_corpus.ts";

/** Size of the largest file that is read: its text and symbol numbers are both held in memory. */
const LARGEST_FILE = 2 ** 28;

const check = checker("load a text file", { url: isUrl });

/**
 * Loads any UTF-8 text for character modeling. The first 90 % are for training, the next 5 % for validation and
 * the last 5 % for testing. Every code point is a symbol, including line ends and spaces. Only a byte order
 * mark at the beginning is dropped, and line ends become `\n`.
 *
 * @param url URL of the file.
 * @throws {TypeError} If the file is not UTF-8, with the offset of the first wrong byte, or has zero bytes, as UTF-16 does.
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
  check({ url });
  const { text } = await fetchText("load a text file", [String(url)], LARGEST_FILE);
  return characterCorpus(splitText(lineFeeds(text)));
}
