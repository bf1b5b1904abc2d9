import { InvalidTypeError } from "../invalid_input.ts";

/** Bytes decoded in one go. */
const SLICE_LENGTH = 1 << 20;

/**
 * Decodes UTF-8. A byte order mark at the beginning is not part of the text.
 *
 * @param attempt What fails if this does, such as `load a text file`.
 * @param subject What errors call the bytes.
 * @throws {TypeError} If it is not UTF-8, with the offset of the first byte that cannot be part of it.
 */
export function decodeUtf8(attempt: string, bytes: Uint8Array, subject = "it"): string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (let at = 0; at < bytes.length; at += SLICE_LENGTH) {
    const slice = bytes.subarray(at, at + SLICE_LENGTH);
    try {
      text += decoder.decode(slice, { stream: true });
    } catch {
      const offset = firstInvalid(bytes, at);
      const value = bytes[offset].toString(16).padStart(2, "0");
      throw new InvalidTypeError(
        `Cannot ${attempt}: ${subject} is not UTF-8 text, byte ${offset} is 0x${value}`,
      );
    }
  }
  try {
    return text + decoder.decode();
  } catch {
    throw new InvalidTypeError(
      `Cannot ${attempt}: ${subject} is cut off within a character, after ${bytes.length} bytes`,
    );
  }
}

/** The first byte that makes what precedes it invalid, in the slice at `at` or a character that ends in it. */
function firstInvalid(bytes: Uint8Array, at: number): number {
  // The slice may begin within a character, which then began at most three bytes before.
  let start = Math.max(0, at - 3);
  while (start < at && bytes[start] >> 6 === 0b10) start++;
  const decodes = (end: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end), {
        stream: true,
      });
      return true;
    } catch {
      return false;
    }
  };
  // What is invalid stays so when more follows, which makes the first such end a matter of bisection.
  let valid = start;
  let invalid = Math.min(at + SLICE_LENGTH, bytes.length);
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decodes(middle)) valid = middle;
    else invalid = middle;
  }
  return startOf(bytes, invalid - 1);
}

/**
 * The byte that is wrong where the one at `at` makes what precedes it invalid: if that could begin a character, it
 * is the one that the character before began with.
 */
function startOf(bytes: Uint8Array, at: number): number {
  const next = bytes[at];
  if (next >> 6 === 0b10 || next === 0xc0 || next === 0xc1 || next > 0xf4) return at;
  for (let back = 1; back <= 3 && back <= at; back++) {
    const byte = bytes[at - back];
    // What goes on with a character, and was taken for it.
    if (byte >> 6 === 0b10) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? at - back : at;
  }
  return at;
}
