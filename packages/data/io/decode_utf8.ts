import { InvalidTypeError } from "../invalid_input.ts";

/** Number of bytes decoded at a time. */
const SLICE_LENGTH = 1 << 20;

/**
 * Decodes UTF-8. A byte order mark at the beginning is not part of the text.
 *
 * @param attempt Completes "Cannot …" in error messages, e.g. `load a text file`.
 * @param subject Name of the bytes in errors.
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

/**
 * Index of the first byte at which the text becomes invalid, in the slice at `at` or in a character that ends
 * in it.
 */
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
  // Invalid text stays invalid when more follows, so the first such end can be found by bisection.
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
 * Index of the byte to report, if the text becomes invalid at `at`: if the byte at `at` could itself begin a
 * character, the wrong one is the byte with which the unfinished character before it began.
 */
function startOf(bytes: Uint8Array, at: number): number {
  const next = bytes[at];
  if (next >> 6 === 0b10 || next === 0xc0 || next === 0xc1 || next > 0xf4) return at;
  for (let back = 1; back <= 3 && back <= at; back++) {
    const byte = bytes[at - back];
    // Bytes that continue a character and were taken as part of it.
    if (byte >> 6 === 0b10) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? at - back : at;
  }
  return at;
}
