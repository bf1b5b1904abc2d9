import type { TableProfile } from "./profile_table.ts";

/** How some rows of a table follow each other. */
export class SampledRows {
  readonly #places: ReadonlyMap<string, number>;
  readonly #rows: TableProfile["sample"];

  constructor({ columns, sample }: Pick<TableProfile, "columns" | "sample">) {
    this.#places = new Map(columns.map(({ name }, place) => [name, place]));
    this.#rows = sample;
  }

  /** What each row has in some columns, as one text. */
  values(columns: readonly string[]): string[] {
    const places = columns.map((name) => this.#places.get(name)!);
    return this.#rows.map(({ cells }) =>
      places.map((place) => String(cells[place] ?? "").trim()).join("\0")
    );
  }

  /** Number of different values. */
  distinct(columns: readonly string[]): number {
    return new Set(this.values(columns)).size;
  }

  /** How many rows that follow each other have the same values, on average. */
  meanRun(columns: readonly string[]): number {
    return this.#rows.length / this.#runs(columns);
  }

  /** Whether rows with the same values are together, and some are. */
  inRuns(columns: readonly string[]): boolean {
    const distinct = this.distinct(columns);
    return distinct < this.#rows.length && this.#runs(columns) === distinct;
  }

  /** Whether a column has one value only among the rows that agree in the key. */
  isConstantWithin(key: readonly string[], column: string): boolean {
    return this.distinct([...key, column]) === this.distinct(key);
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
