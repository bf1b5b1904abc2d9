import { isMissing, parseNumber } from "../tables/parse_number.ts";
import type { Cell, Table, TableRow } from "../tables/table.ts";
import { type Place, quoted, tableError } from "../tables/table_error.ts";

/** Reads the cells of a row by column name, with errors that say where a value is wrong. */
export class RowReader {
  readonly #table: Table;
  readonly #refuseMissing: boolean;
  #places: ReadonlyMap<string, number> = new Map();

  /** @param refuseMissing Whether a missing value is an error. */
  constructor(table: Table, refuseMissing: boolean) {
    this.#table = table;
    this.#refuseMissing = refuseMissing;
  }

  /**
   * Looks up the columns again, since some formats name more of them as they are read.
   *
   * @param needed Columns that must be present from the beginning.
   */
  findColumns(needed: readonly string[]): void {
    const { columns, name } = this.#table;
    if (this.#places.size === columns.length) return;
    const first = this.#places.size === 0;
    this.#places = new Map(columns.map((column, place) => [column, place]));
    const missing = first ? needed.find((column) => !this.has(column)) : undefined;
    if (missing !== undefined) {
      throw tableError({ name }, `it has no column ${quoted(missing)}, which the model needs`);
    }
  }

  /** Whether a column of that name exists. */
  has(column: string): boolean {
    return this.#places.has(column);
  }

  /** A text without spaces around it; `undefined` if missing. */
  text(row: TableRow, column: string): string | undefined {
    const cell = this.#cell(row, column);
    return isMissing(cell) ? undefined : String(cell).trim();
  }

  /** A number (NaN if missing) or a category (empty if missing). */
  value(row: TableRow, column: string, kind: "number" | "category"): number | string {
    const cell = this.#cell(row, column);
    if (isMissing(cell) && this.#refuseMissing) {
      throw this.error(row, column, "the value is missing");
    }
    return this.#value(cell, row, column, kind);
  }

  /** A value that may be missing: at the end of a row, a missing one does not count as a step. */
  step(row: TableRow, column: string, kind: "number" | "category"): number | string {
    return this.#value(this.#cell(row, column), row, column, kind);
  }

  /** The values of a list; a single value is a list of one. */
  steps(row: TableRow, column: string, kind: "number" | "category"): (number | string)[] {
    return Array.from(this.list(row, column), (cell) => this.#value(cell, row, column, kind));
  }

  /** A list, unchanged. */
  list(row: TableRow, column: string): ArrayLike<string | number | null> {
    const cell = this.#cell(row, column);
    if (typeof cell === "object" && cell !== null) return cell;
    return isMissing(cell) ? [] : [cell as string | number];
  }

  /** An error that says where in the file the problem is. */
  error({ line }: Pick<TableRow, "line">, column: string | undefined, problem: string): TypeError {
    const { name, unit } = this.#table;
    const at = column === undefined ? undefined : this.#places.get(column);
    const place: Place = { name, unit, line };
    if (at !== undefined) Object.assign(place, { column: at + 1, title: column });
    return tableError(place, problem);
  }

  #value(cell: Cell, row: TableRow, column: string, kind: "number" | "category"): number | string {
    if (kind === "category") return isMissing(cell) ? "" : String(cell).trim();
    if (isMissing(cell)) return NaN;
    const number = parseNumber(cell, this.#table.decimalComma);
    if (Number.isNaN(number)) throw this.error(row, column, `${quoted(cell)} is not a number`);
    if (!Number.isFinite(number)) throw this.error(row, column, `${quoted(cell)} is not finite`);
    return number;
  }

  #cell({ cells }: TableRow, column: string): Cell {
    const place = this.#places.get(column);
    return place === undefined ? undefined : cells[place];
  }
}
