import type { Table, TableRow } from "../tables/table.ts";
import { quoted, tableError } from "../tables/table_error.ts";
import type { ColumnRoles } from "./column_roles.ts";
import { RowReader } from "./row_reader.ts";
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
  const reader = new RowReader(table, options.refuseMissing);
  const assembly = new Assembly(table.name, reader, roles, options);
  for await (const block of table.rows) {
    reader.findColumns(assembly.needed());
    for (const row of block) yield* assembly.add(row);
  }
  yield* assembly.end();
}

/** A sequence of which more may follow. */
interface OpenSequence extends Sequence {
  values: (number[] | string[])[];
  times?: string[];
  lines: number[];
}

/** Sequences, of whose rows more may come. */
class Assembly {
  readonly #name: string;
  readonly #reader: RowReader;
  readonly #roles: ColumnRoles;
  readonly #options: ReadSequencesOptions;
  #rows = 0;
  readonly #open = new Map<string, OpenSequence>();
  /** Lines of sequences that are complete. */
  readonly #done = new Map<string, number>();

  constructor(
    name: string,
    reader: RowReader,
    roles: ColumnRoles,
    options: ReadSequencesOptions,
  ) {
    this.#name = name;
    this.#reader = reader;
    this.#roles = roles;
    this.#options = options;
  }

  /** The columns without which nothing can be read. */
  needed(): string[] {
    const { text, layout, features, sequence, label } = this.#roles;
    return [
      ...text === undefined ? [] : [text],
      ...features.flatMap(({ columns }) => columns),
      ...sequence !== undefined && layout === "step" ? [sequence] : [],
      ...label !== undefined && this.#options.labeled ? [label] : [],
    ];
  }

  *add(row: TableRow): Generator<Sequence> {
    this.#rows++;
    if (this.#roles.layout === "step") yield* this.#addStep(row);
    else yield this.#wholeRow(row);
  }

  *end(): Generator<Sequence> {
    if (this.#rows === 0) {
      throw tableError({ name: this.#name }, "it has no records, only the names of columns");
    }
    for (const sequence of this.#open.values()) yield this.#completed(sequence);
    this.#open.clear();
  }

  *#addStep(row: TableRow): Generator<Sequence> {
    const { sequence, features, time } = this.#roles;
    const id = sequence === undefined ? "" : this.#reader.text(row, sequence);
    if (id === undefined) {
      throw this.#reader.error(row, sequence!, "it does not say which sequence the row belongs to");
    }
    if (!this.#options.scattered && !this.#open.has(id)) {
      for (const complete of this.#open.values()) {
        this.#done.set(complete.id, complete.line);
        yield this.#completed(complete);
      }
      this.#open.clear();
      const before = this.#done.get(id);
      if (before !== undefined) {
        throw this.#reader.error(
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
      if (time !== undefined && this.#reader.has(time)) open.times = [];
      this.#open.set(id, open);
    } else {
      this.#same(row, "label", open.label, this.#label(row), open);
      this.#same(row, "group", open.group, this.#group(row), open);
    }
    for (const [at, { kind, columns: [column] }] of features.entries()) {
      (open.values[at] as (number | string)[]).push(this.#reader.value(row, column, kind));
    }
    open.times?.push(this.#reader.text(row, time!) ?? this.#noTime(row));
    open.lines.push(row.line);
    open.length++;
  }

  #noTime(row: TableRow): never {
    throw this.#reader.error(row, this.#roles.time!, "the time is missing");
  }

  #wholeRow(row: TableRow): Sequence {
    const { features, sequence, text, time, layout } = this.#roles;
    const id = (sequence === undefined ? undefined : this.#reader.text(row, sequence)) ??
      String(this.#rows);
    const whole = { id, line: row.line, label: this.#label(row), group: this.#group(row) };
    if (text !== undefined) {
      const content = this.#reader.text(row, text) ?? "";
      if (content === "") throw this.#reader.error(row, text, "the text is empty");
      return { ...whole, length: [...content].length, values: [], text: content };
    }
    const values = features.map(({ kind, columns }) =>
      layout === "columns"
        ? columns.map((column) => this.#reader.step(row, column, kind))
        : this.#reader.steps(row, columns[0], kind)
    ) as (number[] | string[])[];
    const first = values[0].length;
    const odd = values.findIndex(({ length }) => length !== first);
    if (odd >= 0) {
      const { name } = features[odd];
      throw this.#reader.error(
        row,
        name,
        `it has ${values[odd].length} steps, ${quoted(features[0].name)} has ${first}`,
      );
    }
    const length = first -
      trailing(first, (step) => values.every((steps) => absent(steps[step])));
    if (length === 0) {
      throw this.#reader.error(row, undefined, `sequence ${quoted(id)} has no values`);
    }
    if (this.#options.refuseMissing) this.#refuseMissing(row, values, length);
    const times = time === undefined || !this.#reader.has(time)
      ? undefined
      : Array.from(this.#reader.list(row, time), String).slice(0, length);
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
        throw this.#reader.error(
          row,
          columns[step] ?? name,
          `the value of step ${step + 1} is missing`,
        );
      }
    }
  }

  #label(row: TableRow): string | undefined {
    const { label } = this.#roles;
    if (label === undefined || !this.#reader.has(label)) return undefined;
    const text = this.#reader.text(row, label);
    if (text === undefined && this.#options.labeled) {
      throw this.#reader.error(row, label, "the class is missing");
    }
    return text;
  }

  #group(row: TableRow): string | undefined {
    const { group } = this.#roles;
    return group === undefined ? undefined : this.#reader.text(row, group);
  }

  #same(
    row: TableRow,
    role: "label" | "group",
    before: string | undefined,
    now: string | undefined,
    { id, line }: Sequence,
  ): void {
    if (before === now) return;
    throw this.#reader.error(
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
        throw this.#reader.error({ line: lines[step] }, time!, problem(lines));
      }),
      id,
    };
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
