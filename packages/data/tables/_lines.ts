import { tableError } from "./table_error.ts";

/** Length of the longest line that is accepted, in characters. */
const LONGEST_LINE = 1 << 28;

/** A line of text without its end, and its number from 1. */
export interface Line {
  number: number;
  text: string;
}

/**
 * Splits text into lines that end in `\n`, `\r\n` or `\r`. For each piece of text it yields the lines that the
 * piece completes.
 *
 * @throws {TypeError} If a line is too long to be one.
 */
export async function* linesOf(
  text: AsyncIterable<string>,
  name: string,
): AsyncGenerator<Line[], void, undefined> {
  let rest = "";
  let number = 1;
  for await (const piece of text) {
    // A carriage return at the end may be the first half of a line end.
    const end = piece.endsWith("\r") ? piece.length - 1 : piece.length;
    if (!/[\r\n]/.test(piece.slice(0, end))) {
      rest += piece;
      if (rest.length > LONGEST_LINE) {
        throw tableError(
          { name, line: number },
          `it goes on for more than ${LONGEST_LINE} characters`,
        );
      }
      continue;
    }
    const lines = (rest + piece.slice(0, end)).split(/\r\n|\n|\r/);
    rest = lines.pop()! + piece.slice(end);
    yield lines.map((text) => ({ number: number++, text }));
  }
  if (rest !== "") yield rest.split(/\r\n|\n|\r/).map((text) => ({ number: number++, text }));
}
