import { isMissing, parseNumber } from "../tables/parse_number.ts";
import type { Cell, Table, TableRow } from "../tables/table.ts";
import { type Place, quoted, tableError } from "../tables/table_error.ts";
import type { ColumnRoles } from "./column_roles.ts";
import type { Sequence } from "./sequence.ts";
import { sortedByTime } from "./sorted_by_time.ts";

/** How sequences are read. */
export interface ReadSequencesOptions {
  /** Whether each must have a class. */
  labeled: boolean;
  /** Whether a missing value is an error. */
  refuseMissing: boolean;
  /** Whether rows of one sequence may be anywhere in the file, so that all of it is read before the first sequence is known to be complete. */
  scattered: boolean;
}

/**
 * Puts the sequences of a table together, in the order in which they begin.
 *
 * Steps are put in the order of their times, where there are any. What is missing at the end of all lists of a row,
 * or of all its columns, is no step.
 *
 * @throws {TypeError} With line and column, if a column is missing, a value is not what it must be, lists of
 * a row differ in length, two classes or groups are given for one sequence, or two steps have one time.
 */
export async function* readSequences(
  table: Table,
  roles: ColumnRoles,
  options: ReadSequencesOptions,
): AsyncGenerator<Sequence, void, undefined> {
  const reader = new Reader(table, roles, options);
  for await (const block of table.rows) {
    reader.resolve();
    for (const row of block) yield* reader.add(row);
  }
  yield* reader.end();
}

/** A sequence of which more may follow. */
interface OpenSequence extends Sequence {
  values: (number[] | string[])[];
  times?: string[];
  lines: number[];
}

class Reader {
  readonly #table: Table;
  readonly #roles: ColumnRoles;
  readonly #options: ReadSequencesOptions;
  #places: Map<string, number> = new Map();
  #resolved = 0;
  #rows = 0;
  readonly #open = new Map<string, OpenSequence>();
  /** Lines of sequences that are complete. */
  readonly #done = new Map<string, number>();

  constructor(table: Table, roles: ColumnRoles, options: ReadSequencesOptions) {
    this.#table = table;
    this.#roles = roles;
    this.#options = options;
  }

  /** Finds the columns, of which a format may name more as it goes on. */
  resolve(): void {
    const { columns, name } = this.#table;
    if (this.#resolved === columns.length) return;
    this.#places = new Map(columns.map((column, place) => [column, place]));
    if (this.#resolved === 0) {
      const { text, layout, features, sequence, label } = this.#roles;
      const needed = [
        ...text === undefined ? [] : [text],
        ...features.flatMap(({ columns }) => columns),
        ...sequence !== undefined && layout === "step" ? [sequence] : [],
        ...label !== undefined && this.#options.labeled ? [label] : [],
      ];
      const missing = needed.find((column) => !this.#places.has(column));
      if (missing !== undefined) {
        throw tableError({ name }, `it has no column ${quoted(missing)}, which the model needs`);
      }
    }
    this.#resolved = columns.length;
  }

  *add(row: TableRow): Generator<Sequence> {
    this.#rows++;
    if (this.#roles.layout === "step") yield* this.#addStep(row);
    else yield this.#wholeRow(row);
  }

  *end(): Generator<Sequence> {
    if (this.#rows === 0) {
      throw tableError({ name: this.#table.name }, "it has no records, only the names of columns");
    }
    for (const sequence of this.#open.values()) yield this.#completed(sequence);
    this.#open.clear();
  }

  *#addStep(row: TableRow): Generator<Sequence> {
    const { sequence, features, time } = this.#roles;
    const id = sequence === undefined ? "" : this.#text(row, sequence);
    if (id === undefined) {
      throw this.#error(row, sequence!, "it does not say which sequence the row belongs to");
    }
    if (!this.#options.scattered && !this.#open.has(id)) {
      for (const complete of this.#open.values()) {
        this.#done.set(complete.id, complete.line);
        yield this.#completed(complete);
      }
      this.#open.clear();
      const before = this.#done.get(id);
      if (before !== undefined) {
        throw this.#error(
          row,
          sequence!,
          `rows of sequence ${
            quoted(id)
          }, which begins on line ${before}, are not together; sort the file by it`,
        );
      }
    }
    let open = this.#open.get(id);
    if (!open) {
      const [label, group] = [this.#label(row), this.#group(row)];
      open = {
        id,
        line: row.line,
        label,
        group,
        length: 0,
        values: features.map(() => []),
        lines: [],
      };
      if (time !== undefined && this.#places.has(time)) open.times = [];
      this.#open.set(id, open);
    } else {
      this.#same(row, "label", open.label, this.#label(row), open);
      this.#same(row, "group", open.group, this.#group(row), open);
    }
    for (const [at, { kind, columns: [column] }] of features.entries()) {
      const cell = this.#cell(row, column);
      if (kind === "number") (open.values[at] as number[]).push(this.#number(cell, row, column));
      else (open.values[at] as string[]).push(this.#category(cell, row, column));
    }
    open.times?.push(this.#text(row, time!) ?? this.#noTime(row));
    open.lines.push(row.line);
    open.length++;
  }

  #noTime(row: TableRow): never {
    throw this.#error(row, this.#roles.time!, "the time is missing");
  }

  #wholeRow(row: TableRow): Sequence {
    const { features, sequence, text, time, layout } = this.#roles;
    const id = (sequence === undefined ? undefined : this.#text(row, sequence)) ??
      String(this.#rows);
    const whole = { id, line: row.line, label: this.#label(row), group: this.#group(row) };
    if (text !== undefined) {
      const content = this.#text(row, text) ?? "";
      if (content === "") throw this.#error(row, text, "the text is empty");
      return { ...whole, length: [...content].length, values: [], text: content };
    }
    const values = features.map(({ kind, columns }) =>
      layout === "columns"
        ? columns.map((column) => this.#step(this.#cell(row, column), row, column, kind))
        : Array.from(
          this.#list(row, columns[0]),
          (cell) => this.#step(cell, row, columns[0], kind),
        )
    ) as (number[] | string[])[];
    const first = values[0].length;
    const odd = values.findIndex(({ length }) => length !== first);
    if (odd >= 0) {
      const { name } = features[odd];
      throw this.#error(
        row,
        name,
        `it has ${values[odd].length} steps, ${quoted(features[0].name)} has ${first}`,
      );
    }
    const length = first -
      trailing(first, (step) => values.every((steps) => absent(steps[step])));
    if (length === 0) {
      throw this.#error(row, undefined, `sequence ${quoted(id)} has no values`);
    }
    if (this.#options.refuseMissing) this.#refuseMissing(row, values, length);
    const times = time === undefined || !this.#places.has(time)
      ? undefined
      : Array.from(this.#list(row, time), String).slice(0, length);
    return {
      ...whole,
      length,
      values: values.map((steps) => steps.slice(0, length) as number[] | string[]),
      times,
    };
  }

  #refuseMissing(row: TableRow, values: (number[] | string[])[], length: number): void {
    for (const [at, steps] of values.entries()) {
      const step = steps.slice(0, length).findIndex(absent);
      const { columns, name } = this.#roles.features[at];
      if (step >= 0) {
        throw this.#error(row, columns[step] ?? name, `the value of step ${step + 1} is missing`);
      }
    }
  }

  #list(row: TableRow, column: string): ArrayLike<string | number | null> {
    const cell = this.#cell(row, column);
    if (typeof cell === "object" && cell !== null) return cell;
    return isMissing(cell) ? [] : [cell as string | number];
  }

  #step(
    cell: Cell,
    row: TableRow,
    column: string,
    kind: "number" | "category",
  ): number | string {
    if (kind === "category") return isMissing(cell) ? "" : String(cell).trim();
    return isMissing(cell) ? NaN : this.#number(cell, row, column);
  }

  #number(cell: Cell, row: TableRow, column: string): number {
    if (isMissing(cell)) {
      if (this.#options.refuseMissing) throw this.#error(row, column, "the value is missing");
      return NaN;
    }
    const number = parseNumber(cell, this.#table.decimalComma);
    if (Number.isNaN(number)) throw this.#error(row, column, `${quoted(cell)} is not a number`);
    if (!Number.isFinite(number)) throw this.#error(row, column, `${quoted(cell)} is not finite`);
    return number;
  }

  #category(cell: Cell, row: TableRow, column: string): string {
    if (!isMissing(cell)) return String(cell).trim();
    if (this.#options.refuseMissing) throw this.#error(row, column, "the value is missing");
    return "";
  }

  #label(row: TableRow): string | undefined {
    const { label } = this.#roles;
    if (label === undefined || !this.#places.has(label)) return undefined;
    const text = this.#text(row, label);
    if (text === undefined && this.#options.labeled) {
      throw this.#error(row, label, "the class is missing");
    }
    return text;
  }

  #group(row: TableRow): string | undefined {
    const { group } = this.#roles;
    return group === undefined ? undefined : this.#text(row, group);
  }

  #same(
    row: TableRow,
    role: "label" | "group",
    before: string | undefined,
    now: string | undefined,
    { id, line }: Sequence,
  ): void {
    if (before === now) return;
    throw this.#error(
      row,
      this.#roles[role]!,
      `sequence ${quoted(id)} has ${quoted(now ?? "nothing")} here and ${
        quoted(before ?? "nothing")
      } on line ${line}; it must have one ${role === "label" ? "class" : "group"}`,
    );
  }

  #completed({ lines, ...open }: OpenSequence): Sequence {
    const { sequence, time } = this.#roles;
    const id = sequence === undefined ? "1" : open.id;
    if (!open.times) return { ...open, id };
    return {
      ...sortedByTime(open, (step, problem) => {
        throw this.#error({ line: lines[step], cells: [] }, time!, problem(lines));
      }),
      id,
    };
  }

  #cell({ cells }: TableRow, column: string): Cell {
    const place = this.#places.get(column);
    return place === undefined ? undefined : cells[place];
  }

  #text(row: TableRow, column: string): string | undefined {
    const cell = this.#cell(row, column);
    return isMissing(cell) ? undefined : String(cell).trim();
  }

  #error({ line }: TableRow, column: string | undefined, problem: string): TypeError {
    const { name, unit } = this.#table;
    const at = column === undefined ? undefined : this.#places.get(column);
    const place: Place = { name, unit, line };
    if (at !== undefined) Object.assign(place, { column: at + 1, title: column });
    return tableError(place, problem);
  }
}

function absent(value: number | string): boolean {
  return value === "" || Number.isNaN(value);
}

/** How many steps at the end are not there. */
function trailing(length: number, isAbsent: (step: number) => boolean): number {
  let count = 0;
  while (count < length && isAbsent(length - 1 - count)) count++;
  return count;
}
