import { isMissing, parseNumber } from "./parse_number.ts";

/** How a file of separated values is written. */
export interface Dialect {
  /** What stands between values. */
  separator: string;
  /** Whether `"` around a value is not part of it. */
  quotes: boolean;
  /** Whether numbers are written like `3,14`. */
  decimalComma: boolean;
  /** Whether the first record says what the columns are called. */
  header: boolean;
}

const SEPARATORS = [",", ";", "\t", "|"];

/** Blanks separate values only where there is nothing else, since texts have them too. */
export const BLANKS = " ";

/**
 * Finds out how a file of separated values is written.
 *
 * @param sample Its beginning.
 * @param complete Whether that is all of it.
 */
export function sniffDialect(sample: string, complete: boolean): Dialect {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  // The last line may be cut off.
  if (!complete && lines.length > 1) lines.pop();
  const some = lines.slice(0, 200);
  const best = SEPARATORS.map((separator) => ({ separator, score: score(some, separator) }))
    .reduce((best, next) => next.score > best.score ? next : best);
  const separator = best.score === 0 && areAligned(some) ? BLANKS : best.separator;
  // Tab-separated text is often written as it is, quotes and all.
  const quotes = separator !== "\t" ||
    some.every((line) => line.split("\t").every((cell) => !/^"([^"]|[^"].*[^"])?$/.test(cell)));
  const records = some.map((line) => split(line, separator, quotes));
  return {
    separator,
    quotes,
    decimalComma: hasDecimalCommas(records),
    header: hasHeader(records),
  };
}

/** How much speaks for a separator: every line has it, and as often as the others. */
function score(lines: readonly string[], separator: string): number {
  const counts = lines.map((line) => split(line, separator, true).length - 1);
  const first = counts[0] ?? 0;
  if (first === 0) return 0;
  const agreeing = counts.filter((count) => count === first).length / counts.length;
  // A decimal comma stands in most values, a true separator between all of them.
  return agreeing + (separator === "," ? 0 : 0.05) + Math.min(first, 100) / 1e4;
}

/** Whether each line has as many values between blanks as the first one, and numbers among them. */
function areAligned(lines: readonly string[]): boolean {
  const records = lines.map((line) => line.trim().split(/ +/));
  const [{ length }] = records;
  return length > 1 && records.every((record) => record.length === length) &&
    records.at(-1)!.some((cell) => !Number.isNaN(parseNumber(cell)));
}

/** A rough split: quotes that hold line breaks are left to the parser. */
function split(line: string, separator: string, quotes: boolean): string[] {
  if (separator === BLANKS) return line.trim().split(/ +/);
  if (!quotes || !line.includes('"')) return line.split(separator);
  const cells = [""];
  let inside = false;
  for (const character of line) {
    if (character === '"') inside = !inside;
    else if (character === separator && !inside) cells.push("");
    else cells[cells.length - 1] += character;
  }
  return cells;
}

function hasDecimalCommas(records: readonly string[][]): boolean {
  let commas = 0;
  for (const cell of records.flat()) {
    if (/^\s*[+-]?\d+\.\d+\s*$/.test(cell)) return false;
    if (/^\s*[+-]?\d+,\d+\s*$/.test(cell)) commas++;
  }
  return commas > 0;
}

/**
 * Whether the first record names the columns: it does if it has text where numbers follow, and does not if
 * its own values occur again below it.
 */
function hasHeader([first = [], ...rest]: readonly string[][]): boolean {
  const below = (column: number) =>
    rest.map((record) => record[column] ?? "").filter((cell) => !isMissing(cell));
  const numeric = (cell: string) => !Number.isNaN(parseNumber(cell, true));
  if (
    first.some((cell, column) =>
      !isMissing(cell) && !numeric(cell) && below(column).length > 0 && below(column).every(numeric)
    )
  ) return true;
  const numbers = first.filter((cell) => numeric(cell)).map((cell) => parseNumber(cell, true));
  // The names of steps may be their numbers.
  const counted = numbers.length > 1 && numbers.length < first.length &&
    numbers.every((number, at) =>
      at === 0 ? number === 0 || number === 1 : number === numbers[at - 1] + 1
    );
  if (numbers.length > 0 && !counted) return false;
  return !first.some((cell, column) =>
    !isMissing(cell) && !numeric(cell) && below(column).includes(cell)
  );
}
