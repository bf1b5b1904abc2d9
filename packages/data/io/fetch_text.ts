import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { decodeUtf8 } from "./decode_utf8.ts";
import { fetchFirst } from "./fetch_first.ts";

/**
 * Fetches a UTF-8 text from the first of `urls` that exists.
 *
 * @throws {TypeError} If it is not UTF-8, or has zero bytes.
 * @throws {RangeError} If it is empty, or has more than `limit` bytes.
 * @throws {Error} If none of the URLs can be fetched.
 */
export async function fetchText(
  attempt: string,
  urls: readonly string[],
  limit: number,
): Promise<{ url: string; text: string }> {
  const { url, bytes } = await fetchFirst(attempt, urls, limit);
  if (bytes.length === 0) throw new InvalidRangeError(`Cannot ${attempt}: "${url}" is empty`);
  const other = otherForm(bytes);
  if (other) throw new InvalidTypeError(`Cannot ${attempt}: "${url}" ${other}`);
  return { url, text: decodeUtf8(attempt, bytes, `"${url}"`) };
}

/** What is wrong with a file that holds its text in another form, some of which can be read as UTF-8. */
function otherForm(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0x1f && second === 0x8b) return "is compressed by gzip; decompress it";
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return "is UTF-16 text; save it as UTF-8";
  }
  const zero = bytes.indexOf(0);
  if (zero < 0) return undefined;
  return `has a zero byte at ${zero}, so it is UTF-16 or no text; save it as UTF-8`;
}
