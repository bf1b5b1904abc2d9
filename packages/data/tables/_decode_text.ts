import { tableError } from "./table_error.ts";
import { concatenate } from "../io/concatenate.ts";
import { peek } from "./_peek.ts";

/**
 * Decodes text: UTF-8, or UTF-16 if a byte order mark or zero bytes indicate it. A byte order mark is dropped.
 *
 * @throws {TypeError} If some bytes are not text, with the line of the first.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  const { first, all } = await peek(
    bytes,
    (pieces) => pieces.reduce((sum, { length }) => sum + length, 0) >= 4,
  );
  const encoding = encodingOf(concatenate(first));
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for await (const piece of all) {
    // Once some bytes are known not to be text, smaller pieces show where.
    try {
      const text = decoder.decode(piece, { stream: true });
      line += newlines(text);
      yield text;
    } catch {
      throw invalid(name, encoding, line + validNewlines(piece, encoding));
    }
  }
  try {
    yield decoder.decode();
  } catch {
    throw tableError({ name, line }, "the file ends within a character");
  }
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (second === 0 && fourth === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && third === 0)) return "utf-16be";
  return "utf-8";
}

function invalid(name: string, encoding: string, line: number): TypeError {
  const advice = encoding === "utf-8" ? "; save the file as UTF-8" : "";
  return tableError({ name, line }, `this is not ${encoding.toUpperCase()} text${advice}`);
}

/** Number of line breaks before the first byte that is not text. */
function validNewlines(piece: Uint8Array<ArrayBuffer>, encoding: string): number {
  let [valid, wrong] = [0, piece.length];
  while (wrong - valid > 1) {
    const middle = (valid + wrong) >> 1;
    try {
      // A new decoder may begin within a character, which only a lenient one tolerates.
      new TextDecoder(encoding, { fatal: true }).decode(piece.subarray(start(piece), middle), {
        stream: true,
      });
      valid = middle;
    } catch {
      wrong = middle;
    }
  }
  return newlines(new TextDecoder(encoding).decode(piece.subarray(0, valid)));
}

/** Index of the first byte that begins a UTF-8 character, since a piece may begin within one. */
function start(piece: Uint8Array): number {
  const first = piece.findIndex((byte) => byte >> 6 !== 0b10);
  return Math.min(Math.max(first, 0), 3);
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
