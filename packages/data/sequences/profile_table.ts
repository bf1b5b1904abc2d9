import type { Cell, Table, TableRow } from "../tables/table.ts";
import { tableError } from "../tables/table_error.ts";
import { isMissing, parseNumber } from "../tables/parse_number.ts";
import { parseTimestamp } from "./parse_timestamp.ts";

/** What the values of a column are. */
export type ColumnKind = "number" | "time" | "text" | "empty";

/** What a column holds. */
export interface ColumnProfile {
  /** Its name. */
  name: string;
  /** What its values are. One that is nearly all numbers is of numbers. */
  kind: ColumnKind;
  /** Whether each row has a list: a value for each step. */
  lists: boolean;
  /** Fewest and most values of a list. */
  lengths: [number, number];
  /** Values, those of lists counted one by one. */
  values: number;
  /** Values that are missing. */
  missing: number;
  /** Values that are infinite. */
  infinite: number;
  /** Smallest and largest number. */
  range: [number, number];
  /** How often each value occurs; absent where there are too many, or values are lists. */
  counts?: ReadonlyMap<string, number>;
  /** Mean number of characters of a text. */
  textLength: number;
}

/** What a file holds. */
export interface TableProfile extends Pick<Table, "name" | "format" | "unit" | "notes"> {
  /** Number of records. */
  rows: number;
  /** Its columns. */
  columns: readonly ColumnProfile[];
  /** Some records from all over it, in their order. */
  sample: readonly TableRow[];
  /** Whether numbers have a decimal comma. */
  decimalComma: boolean;
}

/** Different values of a column that are told apart. */
const MOST_DISTINCT = 10_000;
/** Blocks of records that follow each other, kept to see how they do, and the most that is kept of each. */
const SAMPLE = { blocks: 10, rows: 512 };
/** Columns of which it is told how often each value occurs. Wider tables have steps in their columns. */
const COUNTED_COLUMNS = 2000;

/**
 * Reads all of a table, to see what is in it. Its rows are gone then.
 *
 * @throws {TypeError} If it has none.
 */
export async function profileTable(table: Table): Promise<TableProfile> {
  const columns: Column[] = [];
  const sample = new Sample();
  let rows = 0;
  for await (const block of table.rows) {
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

/** Blocks of records from all over a table. */
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
  /** Whether all that is no number is a time; one text is enough to know that the column has none. */
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
