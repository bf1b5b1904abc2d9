import type * as csvParse from "./_csv_parse.d.ts";
import { peek } from "./_peek.ts";
import { BLANKS, sniffDialect } from "./_dialect.ts";
import { linesOf } from "./_lines.ts";
import { quoted, tableError } from "./table_error.ts";
import type { Table, TableRow } from "./table.ts";

/** Number of characters from which the dialect is detected. */
const SAMPLE = 1 << 16;
/** Number of rows yielded at a time. */
const BLOCK = 512;
/** Length of the longest record that is accepted, in bytes. A longer one is usually an unclosed quote. */
const LONGEST_RECORD = 1 << 28;

/** Properties of a file of separated values that are given instead of guessed. */
export interface DelimitedOptions {
  /** Whether the first record names the columns. */
  header?: boolean;
}

/**
 * Reads values separated by commas, semicolons, tabs, bars or blanks, with or without quotes.
 *
 * @throws {TypeError} With line and column, if a record has more or fewer values than the first one, two
 *   columns have the same name, or there are no columns; while rows are read, if a quote is never closed.
 */
export async function readDelimited(
  text: AsyncIterable<string>,
  name: string,
  { header: hasHeader }: DelimitedOptions = {},
): Promise<Table> {
  let complete = true;
  const { first, all } = await peek(text, (pieces) => {
    complete = pieces.reduce((sum, { length }) => sum + length, 0) < SAMPLE;
    return !complete;
  });
  const sample = first.join("").slice(0, SAMPLE);
  if (sample.trim() === "" && complete) throw tableError({ name }, "it is empty");
  const { separator, quotes, decimalComma, header: guess } = sniffDialect(sample, complete);
  const header = hasHeader ?? guess;
  const records = recordsOf(
    separator === BLANKS ? withSingleBlanks(all, name) : all,
    name,
    separator,
    quotes,
  );
  const { value: head } = await records.next();
  if (!head) throw tableError({ name }, "it is empty");
  const columns = header ? named(head, name) : head.cells.map((_, at) => `column ${at + 1}`);
  const titles: Record<string, string> = {
    ",": "CSV",
    "\t": "TSV",
    [BLANKS]: "text separated by blanks",
  };
  const title = titles[separator] ?? `CSV separated by ${separator}`;
  return {
    name,
    format: title,
    unit: "line",
    columns,
    decimalComma,
    notes: [
      ...header ? [] : ["has no names for its columns"],
      ...decimalComma ? ["writes numbers with a decimal comma"] : [],
    ],
    rows: blocks(header ? undefined : head, records, name, head),
  };
}

/** Removes blanks around lines, and all but one between values. */
async function* withSingleBlanks(
  text: AsyncIterable<string>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  for await (const lines of linesOf(text, name)) {
    yield lines.map(({ text }) => `${text.trim().replace(/ +/g, BLANKS)}\n`).join("");
  }
}

interface DelimitedRow extends TableRow {
  cells: readonly string[];
}

/** The records that are not empty, with the lines on which they begin. */
async function* recordsOf(
  text: AsyncIterable<string>,
  name: string,
  delimiter: string,
  quotes: boolean,
): AsyncGenerator<DelimitedRow, void, undefined> {
  // The parser needs the streams of Node. The specifier is computed so that pages that read no CSV can be
  // bundled without it.
  const { parse }: typeof csvParse = await import(import.meta.resolve("csv-parse/stream"));
  const parser = parse({
    delimiter,
    quote: quotes ? '"' : null,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  const records: ReadableStream<string[]> = ReadableStream.from(text)
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(parser);
  let line = 1;
  try {
    for await (const cells of records) {
      if (cells.length > 1 || cells[0].trim() !== "") yield { line, cells };
      line++;
      for (const cell of cells) if (cell.includes("\n")) line += cell.split("\n").length - 1;
    }
  } catch (error) {
    throw explained(error, name, line);
  }
}

function explained(error: unknown, name: string, line: number): unknown {
  switch ((error as { code?: string }).code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return tableError({ name, line }, "a quote is opened here and never closed");
    case "CSV_MAX_RECORD_SIZE":
      return tableError({ name, line }, `it goes on for more than ${LONGEST_RECORD} bytes`);
    default:
      return error;
  }
}

function named({ cells, line }: DelimitedRow, name: string): string[] {
  const titles = cells.map((cell, at) => cell.trim() || `column ${at + 1}`);
  const places = new Map<string, number>();
  for (const [at, title] of titles.entries()) {
    const before = places.get(title);
    if (before !== undefined) {
      throw tableError(
        { name, line, column: at + 1 },
        `it is called ${quoted(title)}, as column ${before + 1} is`,
      );
    }
    places.set(title, at);
  }
  return titles;
}

async function* blocks(
  first: DelimitedRow | undefined,
  records: AsyncIterable<DelimitedRow>,
  name: string,
  head: DelimitedRow,
): AsyncGenerator<TableRow[], void, undefined> {
  const width = head.cells.length;
  let block: TableRow[] = first ? [first] : [];
  for await (const row of records) {
    const { length } = row.cells;
    if (length !== width) {
      throw tableError(
        { name, line: row.line, column: Math.min(length, width) + 1 },
        length < width
          ? `the line ends after ${count(length)}, and line ${head.line} has ${width}`
          : `there are ${count(length)} on this line, and line ${head.line} has ${width}`,
      );
    }
    block.push(row);
    if (block.length === BLOCK) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

function count(values: number): string {
  return `${values} value${values === 1 ? "" : "s"}`;
}
