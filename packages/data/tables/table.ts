/** A value as a file has it: text, a number, nothing, or one such for every step of a sequence. */
export type Cell = string | number | null | undefined | ArrayLike<string | number | null>;

/** One record of a file. */
export interface TableRow {
  /** The line it begins on, or its number where the format has no lines, from 1. */
  line: number;
  /** Its values, in the order of the columns; what is beyond the end is missing. */
  cells: readonly Cell[];
}

/** The records of a file, under the names of its columns. */
export interface Table {
  /** The name of the file. */
  name: string;
  /** The format it was found to have, for people, e.g. `CSV separated by ;`. */
  format: string;
  /** What records are counted in. */
  unit: "line" | "row";
  /** Names of the columns. It grows while rows are read, where a format does not say them first. */
  columns: readonly string[];
  /** Whether numbers are written like `3,14`. */
  decimalComma: boolean;
  /** What was guessed, in words that follow "the file". */
  notes: readonly string[];
  /** The records, some at a time. They can be read once. */
  rows: AsyncIterable<readonly TableRow[]>;
}
