import { checker } from "../arguments.ts";
import { ROWS, TABLE } from "./_rules.ts";
import type { Cell, Table, TableRow } from "../tables/table.ts";
import { tableError } from "../tables/table_error.ts";
import { isMissing, parseNumber } from "../tables/parse_number.ts";
import { parseTimestamp } from "./parse_timestamp.ts";

/** The kind of values in a column. */
export type ColumnKind = "number" | "time" | "text" | "empty";

/** A summary of a column. */
export interface ColumnProfile {
  /** Its name. */
  name: string;
  /** The kind of its values. A column of nearly only numbers counts as one of numbers. */
  kind: ColumnKind;
  /** Whether each row has a list, with one value per step. */
  lists: boolean;
  /** Smallest and largest number of values in a list. */
  lengths: [number, number];
  /** Number of values, counting each value of a list. */
  values: number;
  /** Number of missing values. */
  missing: number;
  /** Number of infinite values. */
  infinite: number;
  /** Smallest and largest number. */
  range: [number, number];
  /** How often each value occurs; absent if there are too many different ones, or values are lists. */
  counts?: ReadonlyMap<string, number>;
  /** Mean number of characters of a text. */
  textLength: number;
}

/** A summary of a file. */
export interface TableProfile extends Pick<Table, "name" | "format" | "unit" | "notes"> {
  /** Number of records. */
  rows: number;
  /** Its columns. */
  columns: readonly ColumnProfile[];
  /** Some records from throughout the file, in order. */
  sample: readonly TableRow[];
  /** Whether numbers have a decimal comma. */
  decimalComma: boolean;
}

/** Largest number of different values of a column that are counted. */
const MOST_DISTINCT = 10_000;
/** Number of blocks of consecutive records that are kept, and largest number of rows in each. */
const SAMPLE = { blocks: 10, rows: 512 };
/** Largest number of columns in which values are counted. Wider tables have steps in their columns. */
const COUNTED_COLUMNS = 2000;

const check = checker("profile a table", { table: TABLE });
const checkBlock = checker("profile a table", { block: ROWS });

/**
 * Reads a whole table to summarize what is in it. Its rows cannot be read again afterwards.
 *
 * @throws {TypeError} If it has no rows.
 */
export async function profileTable(table: Table): Promise<TableProfile> {
  check({ table });
  const columns: Column[] = [];
  const sample = new Sample();
  let rows = 0;
  for await (const block of table.rows) {
    checkBlock({ block });
    rows += block.length;
    sample.add(block);
    while (columns.length < table.columns.length) {
      columns.push(new Column(columns.length, table.decimalComma));
    }
    for (const { cells } of block) {
      for (const column of columns) column.add(cells[column.place], table.columns.length);
    }
  }
  if (rows === 0) {
    throw tableError({ name: table.name }, "it has no records, only the names of columns");
  }
  return {
    name: table.name,
    format: table.format,
    unit: table.unit,
    notes: table.notes,
    rows,
    columns: columns.map((column) => column.profile(table.columns[column.place])),
    sample: sample.rows(),
    decimalComma: table.decimalComma,
  };
}

/** Blocks of records from throughout a table. */
class Sample {
  #blocks: (readonly TableRow[])[] = [];
  #every = 1;
  #seen = 0;

  add(block: readonly TableRow[]): void {
    for (let from = 0; from < block.length; from += SAMPLE.rows) {
      if (this.#seen++ % this.#every > 0) continue;
      this.#blocks.push(block.slice(from, from + SAMPLE.rows));
      if (this.#blocks.length <= SAMPLE.blocks) continue;
      this.#blocks = this.#blocks.filter((_, at) => at % 2 === 0);
      this.#every *= 2;
    }
  }

  rows(): TableRow[] {
    return this.#blocks.flat();
  }
}

class Column {
  readonly place: number;
  readonly #decimalComma: boolean;
  #counts: Map<string, number> | undefined = new Map();
  #lists = false;
  #lengths: [number, number] = [Infinity, 0];
  #values = 0;
  #missing = 0;
  #infinite = 0;
  #numbers = 0;
  /** Whether every value that is not a number is a time; a single other text makes it false. */
  #hasTimes = true;
  #characters = 0;
  #range: [number, number] = [Infinity, -Infinity];

  constructor(place: number, decimalComma: boolean) {
    this.place = place;
    this.#decimalComma = decimalComma;
  }

  add(cell: Cell, width: number): void {
    if (typeof cell !== "object" || cell === null) {
      this.#value(cell);
      if (width > COUNTED_COLUMNS && this.place > 2 && this.place < width - 3) {
        this.#counts = undefined;
      } else this.#count(cell);
      return;
    }
    this.#lists = true;
    this.#counts = undefined;
    const [least, most] = this.#lengths;
    this.#lengths = [Math.min(least, cell.length), Math.max(most, cell.length)];
    for (let step = 0; step < cell.length; step++) this.#value(cell[step]);
  }

  profile(name: string): ColumnProfile {
    const present = this.#values - this.#missing;
    const kind: ColumnKind = present === 0
      ? "empty"
      : this.#numbers >= 0.95 * present
      ? "number"
      : this.#hasTimes && this.#numbers === 0
      ? "time"
      : "text";
    return {
      name,
      kind,
      lists: this.#lists,
      lengths: this.#lengths,
      values: this.#values,
      missing: this.#missing,
      infinite: this.#infinite,
      range: this.#range,
      counts: this.#counts,
      textLength: this.#characters / Math.max(1, present - this.#numbers),
    };
  }

  #count(cell: string | number | null | undefined): void {
    if (!this.#counts || isMissing(cell)) return;
    const key = String(cell).trim();
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size > MOST_DISTINCT) this.#counts = undefined;
  }

  #value(value: string | number | null | undefined): void {
    this.#values++;
    if (isMissing(value)) {
      this.#missing++;
      return;
    }
    const number = parseNumber(value, this.#decimalComma);
    if (!Number.isNaN(number)) {
      this.#numbers++;
      if (!Number.isFinite(number)) this.#infinite++;
      if (number < this.#range[0]) this.#range[0] = number;
      if (number > this.#range[1]) this.#range[1] = number;
      return;
    }
    const text = String(value);
    this.#characters += text.length;
    this.#hasTimes &&= !Number.isNaN(parseTimestamp(text)) ||
      !Number.isNaN(parseTimestamp(text, "day-first"));
  }
}
