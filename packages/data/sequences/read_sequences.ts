import { boolean, checker, optional, record, whole } from "../arguments.ts";
import { ROLES, ROWS, TABLE } from "./_rules.ts";
import { parseNumber } from "../tables/parse_number.ts";
import type { Table, TableRow } from "../tables/table.ts";
import { quoted, tableError } from "../tables/table_error.ts";
import type { ColumnRoles } from "./column_roles.ts";
import { RowReader } from "./_row_reader.ts";
import type { Sequence } from "./sequence.ts";
import { sortedByTime } from "./sorted_by_time.ts";

/** Largest number of values to hold in memory at a time, unless told otherwise: about a gigabyte. */
export const DEFAULT_MOST_VALUES: number = 2 ** 27;

/** How sequences are read. */
export interface ReadSequencesOptions {
  /** Whether each must have a class. */
  labeled: boolean;
  /** Whether a missing value is an error. */
  refuseMissing: boolean;
  /**
   * Whether the rows of a sequence may be anywhere in the file, so that all of it must be read before the first
   * sequence is known to be complete.
   */
  scattered: boolean;
  /**
   * Largest number of values to hold in memory for sequences that are not yet complete. Default:
   * {@linkcode DEFAULT_MOST_VALUES}.
   */
  mostValues?: number;
}

/**
 * Assembles the sequences of a table, in the order in which they begin.
 *
 * Steps are sorted by time, if there are times. Values that are missing at the end of all lists of a row, or of
 * all its columns, do not count as steps.
 *
 * @throws {TypeError} With line and column, if a column is missing, a value is not of its kind, lists of a row
 *   differ in length, a sequence has two classes or groups, two of its steps have the same time, or the data
 *   does not fit into memory.
 */
export async function* readSequences(
  table: Table,
  roles: ColumnRoles,
  options: ReadSequencesOptions,
): AsyncGenerator<Sequence, void, undefined> {
  check({ table, roles, options });
  const reader = new RowReader(table, options.refuseMissing);
  const assembly = new Assembly(table.name, reader, roles, options);
  for await (const block of table.rows) {
    checkBlock({ block });
    reader.findColumns(assembly.needed());
    assembly.findKey();
    for (const row of block) yield* assembly.add(row);
  }
  yield* assembly.end();
}

const ATTEMPT = "read sequences";
const check = checker(ATTEMPT, {
  table: TABLE,
  roles: ROLES,
  options: record({
    labeled: boolean,
    refuseMissing: boolean,
    scattered: boolean,
    mostValues: optional(whole(1, Infinity)),
  }),
});
const checkBlock = checker(ATTEMPT, { block: ROWS });

/** Separator between the parts of a name. */
const SEPARATOR = " / ";

/** A sequence that may not be complete yet. */
interface OpenSequence extends Sequence {
  values: (number[] | string[])[];
  times?: string[];
  lines: number[];
}

/** Sequences that are being assembled. */
class Assembly {
  readonly #name: string;
  readonly #reader: RowReader;
  readonly #roles: ColumnRoles;
  readonly #options: ReadSequencesOptions;
  #rows = 0;
  #key: readonly string[] = [];
  #time: readonly string[] = [];
  /** Sequences by the values of their columns. */
  readonly #open = new Map<string, OpenSequence>();
  /** Number of values of the sequences that are not complete yet. */
  #held = 0;
  /** First lines of the complete sequences. */
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

  /** The columns that must be present. */
  needed(): string[] {
    const { text, layout, features, sequence = [], label } = this.#roles;
    return [
      ...text === undefined ? [] : [text],
      ...features.flatMap(({ columns }) => columns),
      // If a change of class ends sequences, those without classes are told apart by the other columns.
      ...layout === "step" ? sequence.filter((column) => column !== label) : [],
      ...label !== undefined && this.#options.labeled ? [label] : [],
    ];
  }

  /** Looks up again the columns of the name of a sequence and of times, which a file need not have. */
  findKey(): void {
    const { sequence = [], time = [] } = this.#roles;
    this.#key = sequence.filter((column) => this.#reader.has(column));
    this.#time = time.every((column) => this.#reader.has(column)) ? time : [];
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
    const { features } = this.#roles;
    const names = this.#key.map((column) =>
      this.#reader.text(row, column) ??
        this.#refuse(row, column, "it does not say which sequence the row belongs to")
    );
    const id = names.join(SEPARATOR);
    // Names may have the separator in them, so that two sequences look the same.
    const key = JSON.stringify(names);
    if (!this.#options.scattered && !this.#open.has(key)) {
      for (const [key, complete] of this.#open) {
        this.#done.set(key, complete.line);
        yield this.#completed(complete);
      }
      this.#open.clear();
      this.#held = 0;
      const before = this.#done.get(key);
      if (before !== undefined) {
        throw this.#reader.error(
          row,
          this.#key[0],
          `rows of sequence ${
            quoted(id)
          }, which begins on line ${before}, are not together; sort the file by it`,
        );
      }
    }
    let open = this.#open.get(key);
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
      if (this.#time.length > 0) open.times = [];
      this.#open.set(key, open);
    } else {
      this.#same(row, "label", open.label, this.#label(row), open);
      this.#same(row, "group", open.group, this.#group(row), open);
    }
    for (const [at, { kind, columns: [column] }] of features.entries()) {
      (open.values[at] as (number | string)[]).push(this.#reader.value(row, column, kind));
    }
    open.times?.push(
      this.#time.map((column) =>
        this.#reader.text(row, column) ?? this.#refuse(row, column, "the time is missing")
      ).join(" "),
    );
    open.lines.push(row.line);
    open.length++;
    this.#held += features.length;
    const { mostValues = DEFAULT_MOST_VALUES, scattered } = this.#options;
    if (this.#held > mostValues) {
      const whose = scattered ? "its sequences have" : `sequence ${quoted(id)} has`;
      throw this.#reader.error(
        row,
        undefined,
        `${whose} more than ${mostValues} values up to here, which is too much to hold at once`,
      );
    }
  }

  #refuse(row: TableRow, column: string, problem: string): never {
    throw this.#reader.error(row, column, problem);
  }

  #wholeRow(row: TableRow): Sequence {
    const { features, text, layout } = this.#roles;
    const names = this.#key.map((column) => this.#reader.text(row, column));
    const id = names.length > 0 && !names.includes(undefined)
      ? names.join(SEPARATOR)
      : String(this.#rows);
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
    const [time] = this.#time;
    const times = time === undefined
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
    // Class 1 is often written 1.0 or 1e0.
    const number = text === undefined || !/[.e]/i.test(text) ? NaN : parseNumber(text);
    return Number.isInteger(number) ? String(number) : text;
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
    const id = this.#key.length === 0 ? "1" : open.id;
    if (!open.times) return { ...open, id };
    return {
      ...sortedByTime(open, (step, problem) => {
        throw this.#reader.error({ line: lines[step] }, this.#time[0], problem(lines));
      }),
      id,
    };
  }
}

function absent(value: number | string): boolean {
  return value === "" || Number.isNaN(value);
}

/** How many steps at the end are absent. */
function trailing(length: number, isAbsent: (step: number) => boolean): number {
  let count = 0;
  while (count < length && isAbsent(length - 1 - count)) count++;
  return count;
}
