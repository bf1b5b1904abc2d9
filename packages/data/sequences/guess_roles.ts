import {
  boolean,
  checker,
  having,
  list,
  map,
  number,
  oneOf,
  optional,
  record,
  string,
  whole,
} from "../arguments.ts";
import { SAMPLED_ROWS } from "./_rules.ts";
import { quoted, tableError } from "../tables/table_error.ts";
import { ROLE_NAMES } from "./_role_names.ts";
import { SampledRows } from "./_sampled_rows.ts";
import {
  endsSequences,
  findSequenceColumns,
  findTimeColumns,
  mayBeClass,
} from "./_step_columns.ts";
import type { ColumnRoles, FeatureColumn, GivenColumns, RolesFor } from "./column_roles.ts";
import type { ColumnProfile, TableProfile } from "./profile_table.ts";

/** The guessed roles of columns, and how they were guessed. */
export interface GuessedRoles {
  /** The roles. */
  roles: ColumnRoles;
  /** What was guessed, in one sentence each. */
  guesses: string[];
}

const NAMES = optional(list(string));
const check = checker("guess what columns mean", {
  table: having({
    name: string,
    rows: whole(0),
    columns: list(
      having({
        name: string,
        kind: oneOf("number", "time", "text", "empty"),
        lists: boolean,
        range: list(number),
        counts: optional(map),
      }),
    ),
    sample: SAMPLED_ROWS,
  }),
  task: oneOf("sequence-classification", "text-classification", "forecasting"),
  given: record({
    sequence: NAMES,
    time: NAMES,
    label: optional(string),
    group: optional(string),
    text: optional(string),
    features: NAMES,
  }),
});

/**
 * Guesses the roles of the columns of a table, except those that are given.
 *
 * @throws {TypeError} If a given column does not exist, or a needed one is not found.
 */
export function guessRoles(
  table: TableProfile,
  task: RolesFor,
  given: GivenColumns = {},
): GuessedRoles {
  check({ table, task, given });
  return new Guess(table, task, given).roles();
}

class Guess {
  readonly #table: TableProfile;
  readonly #task: RolesFor;
  readonly #given: GivenColumns;
  readonly #rows: SampledRows;
  readonly #taken = new Set<string>();
  readonly #guesses: string[] = [];

  constructor(table: TableProfile, task: RolesFor, given: GivenColumns) {
    this.#table = table;
    this.#rows = new SampledRows(table);
    this.#task = task;
    this.#given = given;
  }

  roles(): GuessedRoles {
    const { sequence, time, label, group, text, features } = this.#given;
    const given = [...sequence ?? [], ...time ?? [], label, group, text, ...features ?? []];
    for (const name of given) {
      if (name !== undefined) this.#taken.add(this.#column(name).name);
    }
    const roles = this.#task === "text-classification" ? this.#text() : this.#numbers();
    return { roles, guesses: this.#guesses };
  }

  #text(): ColumnRoles {
    const text = this.#given.text ??
      this.#find(
        "text",
        "text",
        (column) => column.kind === "text" && !column.lists,
        (column) => column.textLength,
      );
    if (text === undefined) this.#fail("no column has text; name it by --text-column");
    const label = this.#label();
    const sequence = this.#given.sequence ?? asList(this.#identity());
    return { layout: "text", text, label, sequence, group: this.#group(), features: [] };
  }

  #numbers(): ColumnRoles {
    const lists = this.#table.columns.some((column) => column.lists && column.kind !== "empty");
    if (lists) return this.#whole("lists");
    const forecasting = this.#task === "forecasting";
    const time = this.#given.time ?? findTimeColumns(this.#free(), this.#rows);
    const sequence = this.#given.sequence ?? findSequenceColumns(
      this.#free().filter(({ name }) => !time?.includes(name)),
      this.#task,
      { time, label: this.#given.label, table: this.#table },
      this.#rows,
    );
    // A column of times has no use if a row is a whole sequence.
    if (!forecasting && sequence === undefined) return this.#whole("columns");
    const counted = time?.length === 1 && this.#column(time[0]).kind === "number";
    // Numbers that mostly repeat, such as a year with several rows, are not times.
    const timed = this.#given.time !== undefined || !counted ||
      this.#rows.distinct([...sequence ?? [], ...time]) > 0.9 * this.#table.sample.length;
    if (timed && this.#given.time === undefined) this.#takeAll(time, "the time of each step");
    if (this.#given.sequence === undefined) {
      this.#takeAll(sequence, "which sequence a row belongs to");
    }
    const within = (name: string) => this.#rows.isConstantWithin(sequence ?? [], name);
    const label = forecasting ? undefined : this.#label(
      ({ name }) => within(name),
      sequence?.filter((name) => endsSequences(this.#column(name), sequence, this.#rows)),
    );
    const group = this.#group(({ name }) => within(name)) ??
      // A person, if that person has several sequences.
      sequence?.find((name) => sequence.length > 1 && ROLE_NAMES.group.test(name));
    return {
      layout: "step",
      sequence,
      time: timed ? time : undefined,
      label,
      group,
      features: this.#features(),
    };
  }

  /** Every row is a sequence. */
  #whole(layout: "lists" | "columns"): ColumnRoles {
    const label = this.#task === "forecasting" ? undefined : this.#label();
    const group = this.#group();
    const sequence = this.#given.sequence ?? asList(this.#identity());
    const time = layout === "lists"
      ? this.#given.time ??
        asList(this.#find(
          "time",
          "time of each step",
          (column) => column.lists && column.kind === "time",
          undefined,
        ))
      : undefined;
    if (layout === "lists") {
      const features = this.#features((column) => column.lists);
      return { layout, label, group, sequence, time, features };
    }
    return { layout, label, group, sequence, features: this.#stepsInColumns() };
  }

  #features(fits: (column: ColumnProfile) => boolean = () => true): FeatureColumn[] {
    const named = this.#given.features?.map((name) => this.#column(name));
    const columns = named ?? this.#free().filter((column) => fits(column) && this.#useful(column));
    if (columns.length === 0) this.#fail("no column is left that a model could read at each step");
    return columns.map(({ name, kind }) => ({
      name,
      kind: kind === "number" ? "number" : "category",
      columns: [name],
    }));
  }

  /** Whether something can be learned from a column: its values are neither all the same nor all different. */
  #useful(column: ColumnProfile): boolean {
    const { name, kind, counts, range, lists } = column;
    if (kind === "empty" || kind === "time") {
      this.#guesses.push(
        `${quoted(name)} is left out: it has ${kind === "time" ? "times" : "no values"}`,
      );
      return false;
    }
    if (kind === "number") {
      if (this.#numbersRows(column)) {
        this.#guesses.push(`${quoted(name)} is left out: it numbers the rows`);
        return false;
      }
      if (range[0] < range[1] || lists) return true;
      this.#guesses.push(`${quoted(name)} is left out: it is always ${range[0]}`);
      return false;
    }
    const categories = counts?.size ?? (lists ? 0 : Infinity);
    if (categories <= 100) return true;
    this.#guesses.push(`${quoted(name)} is left out: it has more than 100 different texts`);
    return false;
  }

  #numbersRows({ name, lists, values, range: [first, last] }: ColumnProfile): boolean {
    return !lists && ROLE_NAMES.rowNumber.test(name) && last - first === values - 1 &&
      this.#rows.distinct([name]) === this.#table.sample.length;
  }

  /** Columns that are the steps of one variable, or, with names like `x_0, x_1, …, y_0, …`, of several. */
  #stepsInColumns(): FeatureColumn[] {
    const columns = this.#given.features?.map((name) => this.#column(name)) ??
      this.#free().filter((column) =>
        (column.kind === "number" || column.kind === "empty") && !this.#numbersRows(column)
      );
    const left = this.#given.features
      ? []
      : this.#free().filter(({ kind }) => kind === "text" || kind === "time");
    if (columns.length === 0) {
      this.#fail("no column of numbers is left for the steps of a sequence");
    }
    for (const { name } of left) {
      this.#guesses.push(`${quoted(name)} is left out: it is not a number`);
    }
    const variables = Map.groupBy(columns, ({ name }) => /^(.*\D)\d+$/.exec(name)?.[1] ?? "");
    const lengths = new Set([...variables.values()].map(({ length }) => length));
    const several = variables.size > 1 && lengths.size === 1 && !lengths.has(1);
    const groups: [string, ColumnProfile[]][] = several ? [...variables] : [["value", columns]];
    this.#guesses.push(
      `each row is a sequence of ${groups[0][1].length} steps` +
        (several ? ` of ${groups.map(([name]) => quoted(name)).join(", ")}` : "") +
        `, ${quoted(groups[0][1][0].name)} … ${quoted(groups.at(-1)![1].at(-1)!.name)}`,
    );
    return groups.map(([name, columns]) => ({
      name: name.replace(/[ _.-]+$/, ""),
      kind: "number",
      columns: columns.map(({ name }) => name),
    }));
  }

  /**
   * @param inKey Columns that are acceptable if no other is found, although sequences are also told apart by
   * them.
   */
  #label(
    fits: (column: ColumnProfile) => boolean = () => true,
    inKey: readonly string[] = [],
  ): string | undefined {
    const found = this.#given.label ?? this.#find(
      "label",
      "class",
      (column) => mayBeClass(column, this.#table.rows) && fits(column),
      // Prefers text to numbers, few classes to many, and the last and the first column to others.
      (column) => {
        const place = this.#table.columns.indexOf(column);
        const end = place === this.#table.columns.length - 1 ? 2 : place === 0 ? 1 : 0;
        return (column.kind === "text" ? 1000 : 0) + 10 * end - column.counts!.size;
      },
    );
    if (found !== undefined) return found;
    const [name] = inKey.toSorted((a, b) =>
      Number(ROLE_NAMES.group.test(a)) - Number(ROLE_NAMES.group.test(b))
    );
    if (name !== undefined) {
      this.#guesses.push(
        `${quoted(name)} is taken for the class, and a sequence ends where it changes`,
      );
      return name;
    }
    this.#fail("no column looks like a class; name it by --label-column");
  }

  #group(fits: (column: ColumnProfile) => boolean = () => true): string | undefined {
    if (this.#given.group !== undefined) return this.#given.group;
    const found = this.#free().find((column) =>
      ROLE_NAMES.group.test(column.name) && !column.lists && fits(column) &&
      column.counts !== undefined && column.counts.size > 2
    );
    return found && this.#take(found, "what must stay together when sequences are divided");
  }

  /** The column that names a row which is a whole sequence. */
  #identity(): string | undefined {
    const { rows } = this.#table;
    const found = this.#free().find(({ name, lists, counts }) =>
      !lists && (ROLE_NAMES.sequence.test(name) || /(^|[ _-])id$/i.test(name)) &&
      (counts === undefined || counts.size === rows)
    );
    return found && this.#take(found, "what each sequence is called");
  }

  #find(
    role: keyof typeof ROLE_NAMES,
    meaning: string,
    fits: (column: ColumnProfile) => boolean,
    score: ((column: ColumnProfile) => number) | undefined,
  ): string | undefined {
    const fitting = this.#free().filter(fits);
    const named = fitting.find(({ name }) => ROLE_NAMES[role].test(name));
    const best = named ?? (score
      ? fitting.reduce<ColumnProfile | undefined>(
        (best, next) => !best || score(next) > score(best) ? next : best,
        undefined,
      )
      : fitting[0]);
    return best && this.#take(best, `the ${meaning}`);
  }

  #take({ name }: ColumnProfile, meaning: string): string {
    this.#taken.add(name);
    this.#guesses.push(`${quoted(name)} is taken for ${meaning}`);
    return name;
  }

  #takeAll(names: readonly string[] | undefined, meaning: string): void {
    if (names === undefined) return;
    for (const name of names) this.#taken.add(name);
    const together = names.length > 1 ? " are taken together" : " is taken";
    this.#guesses.push(`${names.map(quoted).join(", ")}${together} for ${meaning}`);
  }

  #free(): ColumnProfile[] {
    return this.#table.columns.filter(({ name }) => !this.#taken.has(name));
  }

  #column(name: string): ColumnProfile {
    const column = this.#table.columns.find((column) => column.name === name);
    if (column) return column;
    const names = this.#table.columns.slice(0, 20).map(({ name }) => name).join(", ");
    this.#fail(`it has no column ${quoted(name)}; it has ${names}`);
  }

  #fail(problem: string): never {
    throw tableError({ name: this.#table.name }, problem);
  }
}

function asList(name: string | undefined): string[] | undefined {
  return name === undefined ? undefined : [name];
}
