import { InvalidRangeError, UnreachableError } from "../invalid_input.ts";
import { concatenate } from "./concatenate.ts";

/** A file, and the URL at which it was found. */
export interface FetchedFile {
  url: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches the first of `urls` that exists.
 *
 * @param attempt Completes "Cannot …" in error messages, e.g. `load MNIST`.
 * @param limit Number of bytes beyond which a file must be the wrong one and is not read further.
 * @throws {RangeError} If the file has more than `limit` bytes.
 * @throws {Error} If none can be fetched, listing every URL.
 */
export async function fetchFirst(
  attempt: string,
  urls: readonly string[],
  limit: number,
): Promise<FetchedFile> {
  const failures: string[] = [];
  for (const url of urls) {
    try {
      const response = await fetch(url);
      if (response.ok) return { url, bytes: await readBody(attempt, url, response, limit) };
      await response.body?.cancel();
      failures.push(`${url}: HTTP status ${response.status}`);
    } catch (error) {
      if (error instanceof InvalidRangeError) throw error;
      // Reached for a missing local file, a folder of that name, or a server that does not answer.
      failures.push(`${url}: ${(error as Error).message.replace(/ \(os error \d+\)/, "")}`);
    }
  }
  throw new UnreachableError(
    `Cannot ${attempt}: no file could be fetched\n  ${failures.join("\n  ")}`,
  );
}

async function readBody(
  attempt: string,
  url: string,
  response: Response,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the download.
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) {
      throw new InvalidRangeError(`Cannot ${attempt}: "${url}" has more than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return concatenate(chunks);
}
