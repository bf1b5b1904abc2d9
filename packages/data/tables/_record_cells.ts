import { type Place, quoted, tableError } from "./table_error.ts";
import type { Cell } from "./table.ts";

/** The columns of a format whose records name them. */
export class RecordColumns {
  /** Their names, in the order in which they were first seen. */
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  /** @param names Columns that are known before any record is read. */
  constructor(names: Iterable<string> = []) {
    for (const name of names) this.#place(name);
  }

  /**
   * The values of a record, in the order of the columns. A list of lists holds all values of each step and
   * becomes one column per value: `name 1`, `name 2`, ….
   *
   * @throws {TypeError} If a value is neither a number, a text, a list of those, nor a list of such lists.
   */
  cells(record: object, at: Place): Cell[] {
    const cells: Cell[] = [];
    for (const [title, value] of Object.entries(record)) {
      const place = { ...at, column: undefined, title };
      if (Array.isArray(value) && value.length > 0 && value.every(Array.isArray)) {
        for (const [variable, values] of transposed(value, place).entries()) {
          cells[this.#place(`${title} ${variable + 1}`)] = values;
        }
      } else if (Array.isArray(value)) {
        cells[this.#place(title)] = value.map((inner) => scalar(inner, place));
      } else cells[this.#place(title)] = scalar(value, place);
    }
    return cells;
  }

  #place(title: string): number {
    const known = this.#places.get(title);
    if (known !== undefined) return known;
    const place = this.names.push(title) - 1;
    this.#places.set(title, place);
    return place;
  }
}

function scalar(value: unknown, place: Place): string | number | null {
  switch (typeof value) {
    case "string":
    case "number":
      return value;
    case "boolean":
      return String(value);
    case "bigint":
      return Number(value);
    case "undefined":
      return null;
  }
  if (value === null) return null;
  if (value instanceof Date && !Number.isNaN(value.valueOf())) return value.toISOString();
  throw tableError(
    place,
    `${quoted(place.title)} is neither a value nor a list of values, got ${
      quoted(JSON.stringify(value))
    }`,
  );
}

/** Turns values by step into values by variable. */
function transposed(steps: unknown[][], place: Place): (string | number | null)[][] {
  const { length } = steps[0];
  const odd = steps.findIndex((step) => step.length !== length);
  if (odd >= 0) {
    throw tableError(
      place,
      `step ${odd + 1} of ${quoted(place.title)} has ${
        steps[odd].length
      } values, the first has ${length}`,
    );
  }
  return Array.from({ length }, (_, at) => steps.map((step) => scalar(step[at], place)));
}
