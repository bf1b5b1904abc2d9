import type { TableProfile } from "./profile_table.ts";

/** Answers questions about how rows of a table follow each other, from a sample of rows. */
export class SampledRows {
  readonly #places: ReadonlyMap<string, number>;
  readonly #rows: TableProfile["sample"];
  /** Results of earlier calls: keys are tried against many columns, and columns with many keys. */
  readonly #values = new Map<string, readonly string[]>();
  readonly #distinct = new Map<string, number>();

  constructor({ columns, sample }: Pick<TableProfile, "columns" | "sample">) {
    this.#places = new Map(columns.map(({ name }, place) => [name, place]));
    this.#rows = sample;
  }

  /** The values of each row in some columns, joined into one text. */
  values(columns: readonly string[]): readonly string[] {
    const title = columns.join("\0");
    const known = this.#values.get(title);
    if (known) return known;
    const places = columns.map((name) => this.#places.get(name)!);
    const values = this.#rows.map(({ cells }) =>
      places.map((place) => String(cells[place] ?? "").trim()).join("\0")
    );
    this.#values.set(title, values);
    return values;
  }

  /** Number of different combinations of values. */
  distinct(columns: readonly string[]): number {
    const title = columns.join("\0");
    const count = this.#distinct.get(title) ?? new Set(this.values(columns)).size;
    this.#distinct.set(title, count);
    return count;
  }

  /** Mean number of consecutive rows that have the same values. */
  meanRun(columns: readonly string[]): number {
    return this.#rows.length / this.#runs(columns);
  }

  /** Whether rows with the same values are always consecutive, and some values occur more than once. */
  inRuns(columns: readonly string[]): boolean {
    const distinct = this.distinct(columns);
    return distinct < this.#rows.length && this.#runs(columns) === distinct;
  }

  /** Whether a column has only one value among rows that agree in the key. */
  isConstantWithin(key: readonly string[], column: string): boolean {
    const values = this.values([column]);
    const first = new Map<string, string>();
    return this.values(key).every((name, row) => {
      const before = first.get(name);
      if (before === undefined) first.set(name, values[row]);
      return before === undefined || before === values[row];
    });
  }

  /** Whether no two rows that agree in the key have the same time. */
  tellsStepsApart(key: readonly string[], time: readonly string[]): boolean {
    return this.distinct([...key, ...time]) === this.#rows.length;
  }

  #runs(columns: readonly string[]): number {
    const values = this.values(columns);
    return values.filter((value, at) => at === 0 || value !== values[at - 1]).length;
  }
}
