/**
 * A value as it is in a file: text, a number, nothing, or a list of those with one for each step of a sequence.
 */
export type Cell = string | number | null | undefined | ArrayLike<string | number | null>;

/** One record of a file. */
export interface TableRow {
  /** The line on which it begins, or its number if the format has no lines, from 1. */
  line: number;
  /** Its values, in the order of the columns; those beyond the end are missing. */
  cells: readonly Cell[];
}

/** The records of a file, under the names of its columns. */
export interface Table {
  /** The name of the file. */
  name: string;
  /** Description of the detected format, e.g. `CSV separated by ;`. */
  format: string;
  /** The unit in which records are counted. */
  unit: "line" | "row";
  /** Names of the columns. They grow while rows are read if the format does not name them first. */
  columns: readonly string[];
  /** Whether numbers are written like `3,14`. */
  decimalComma: boolean;
  /** What was guessed, in words that complete "the file …". */
  notes: readonly string[];
  /** The records, in blocks. They can be read only once. */
  rows: AsyncIterable<readonly TableRow[]>;
}
