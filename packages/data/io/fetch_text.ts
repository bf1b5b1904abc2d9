import { InvalidRangeError } from "../invalid_input.ts";
import { decodeUtf8 } from "./decode_utf8.ts";
import { fetchFirst } from "./fetch_first.ts";

/**
 * Fetches a UTF-8 text from the first of `urls` that exists.
 *
 * @throws {TypeError} If it is not UTF-8.
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
  return { url, text: decodeUtf8(attempt, bytes, `"${url}"`) };
}
