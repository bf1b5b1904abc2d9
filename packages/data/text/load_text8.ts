import { checker, url as isUrl } from "../arguments.ts";
import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { fetchFirst } from "../io/fetch_first.ts";
import { Alphabet } from "./alphabet.ts";
import type { CharacterCorpus } from "./character_corpus.ts";

const LENGTH = 100_000_000;
const ATTEMPT = "load text8";

const check = checker(ATTEMPT, { url: isUrl });

/**
 * Loads text8, 10⁸ characters of Wikipedia in a–z and space, in the paper's splits (section 5.3): 90 million
 * characters for training, 5 million for validation and 5 million for testing.
 *
 * The numbers of its 27 symbols overwrite the bytes of the file, so that it takes only 100 MB of memory.
 *
 * @param url URL of the file `text8`, unpacked.
 * @throws {TypeError} If it contains anything except a–z and space.
 * @throws {RangeError} If it does not have 100,000,000 bytes.
 * @throws {Error} If it cannot be fetched.
 *
 * @example
 * ```ts ignore
 * import { loadText8 } from "@bnlstm/data";
 *
 * const { train, alphabet } = await loadText8("file:///data/text8");
 * console.log(train.length, alphabet.size); // 90000000 27
 * ```
 */
export async function loadText8(url: string | URL): Promise<CharacterCorpus> {
  check({ url });
  const { bytes } = await fetchFirst(ATTEMPT, [String(url)], LENGTH);
  const alphabet = new Alphabet([..." abcdefghijklmnopqrstuvwxyz"]);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte >= 0x61 && byte <= 0x7a) bytes[at] = byte - 0x60;
    else if (byte === 0x20) bytes[at] = 0;
    else {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: "${url}" must hold a–z and space, byte ${at} is 0x${
          byte.toString(16).padStart(2, "0")
        }`,
      );
    }
  }
  if (bytes.length !== LENGTH) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: "${url}" must have ${LENGTH} bytes, got ${bytes.length}`,
    );
  }
  return {
    alphabet,
    train: bytes.subarray(0, 0.9 * LENGTH),
    valid: bytes.subarray(0.9 * LENGTH, 0.95 * LENGTH),
    test: bytes.subarray(0.95 * LENGTH),
    unseen: { valid: new Map(), test: new Map() },
  };
}
