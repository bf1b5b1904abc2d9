import { isMissing, parseNumber } from "./parse_number.ts";

/** The dialect of a file of separated values. */
export interface Dialect {
  /** The separator between values. */
  separator: string;
  /** Whether values may be in `"` quotes. */
  quotes: boolean;
  /** Whether numbers are written like `3,14`. */
  decimalComma: boolean;
  /** Whether the first record names the columns. */
  header: boolean;
}

const SEPARATORS = [",", ";", "\t", "|"];

/** Blanks count as separators only if there is no other, since texts contain them too. */
export const BLANKS = " ";

/**
 * Detects the dialect of a file of separated values.
 *
 * @param sample The beginning of the file.
 * @param complete Whether that is the whole file.
 */
export function sniffDialect(sample: string, complete: boolean): Dialect {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  // The last line may be cut off.
  if (!complete && lines.length > 1) lines.pop();
  const some = lines.slice(0, 200);
  const best = SEPARATORS.map((separator) => ({ separator, score: score(some, separator) }))
    .reduce((best, next) => next.score > best.score ? next : best);
  const separator = best.score === 0 && areAligned(some) ? BLANKS : best.separator;
  // Tab-separated text is often written without quoting, so that quotes are part of values.
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

/** Score of a separator: it is high if every line has it, and equally often. */
function score(lines: readonly string[], separator: string): number {
  const counts = lines.map((line) => split(line, separator, true).length - 1);
  const first = counts[0] ?? 0;
  if (first === 0) return 0;
  const agreeing = counts.filter((count) => count === first).length / counts.length;
  // A decimal comma is inside most values, a true separator between all of them.
  return agreeing + (separator === "," ? 0 : 0.05) + Math.min(first, 100) / 1e4;
}

/** Whether every line has as many blank-separated values as the first one, with numbers among them. */
function areAligned(lines: readonly string[]): boolean {
  const records = lines.map((line) => line.trim().split(/ +/));
  const [{ length }] = records;
  return length > 1 && records.every((record) => record.length === length) &&
    records.at(-1)!.some((cell) => !Number.isNaN(parseNumber(cell)));
}

/** Splits a line roughly: quotes that contain line breaks are left to the parser. */
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
 * Whether the first record names the columns: yes if it has text where numbers follow, no if its values occur
 * again below it.
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
