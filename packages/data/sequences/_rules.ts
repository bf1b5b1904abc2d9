import {
  array,
  both,
  callable,
  having,
  list,
  number,
  oneOf,
  optional,
  type Rule,
  string,
  typed,
  whole,
} from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import { NAIVE_RULES } from "./naive_rules.ts";
import type { Sequence } from "./sequence.ts";

/** What the functions of this folder pass to each other. */

const values: Rule = (attempt, name, value) => {
  const of = Array.isArray(value) && typeof value[0] === "string" ? list(string) : list(number);
  of(attempt, name, value);
};

/** Values of every feature, as many as a length says. */
export const VALUES: Rule = both(
  having({ length: whole(1), values: list(values) }),
  (attempt, name, value) => {
    const { length, values } = value as Pick<Sequence, "length" | "values">;
    const odd = values.findIndex((steps) => steps.length !== length);
    if (odd < 0) return;
    throw new InvalidRangeError(
      `Cannot ${attempt}: ${name}.values[${odd}] must have ${length} steps, got ${
        values[odd].length
      }`,
    );
  },
);

/** A sequence. */
export const SEQUENCE: Rule = both(
  having({
    label: optional(string),
    group: optional(string),
    text: optional(string),
    times: optional(list(string)),
  }),
  (attempt, name, value) => {
    // A text has as many steps as symbols, and no other values.
    if ((value as Sequence).text === undefined) VALUES(attempt, name, value);
    else having({ length: whole(0), values: list(values) })(attempt, name, value);
  },
);

/** A way to encode sequences. */
export const ENCODING: Rule = having({
  features: list((attempt, name, value) => {
    having({ name: string, kind: oneOf("number", "category") })(attempt, name, value);
    const rest: Rule = (value as { kind: string }).kind === "number"
      ? having({ mean: number, deviation: number })
      : having({ categories: list(string) });
    rest(attempt, name, value);
  }),
  missing: oneOf("previous", "mean", "refuse"),
  fold: whole(1, 2 ** 20),
});

/** Which features a forecast is of. */
export const TARGETS: Rule = list(whole(0), 1);

const LENGTHS = { window: whole(1, 2 ** 20), horizon: whole(1, 2 ** 20) };

/** How long windows and forecasts are. */
export const WINDOW_LENGTHS: Rule = having(LENGTHS);

/** What is forecast from what. */
export const LAYOUT: Rule = having({
  ...LENGTHS,
  season: whole(1),
  targets: TARGETS,
});

/** The same, with what forecasts begin with and are measured in. */
export const MEASURED_LAYOUT: Rule = both(
  both(LAYOUT, having({ rule: oneOf(...NAIVE_RULES), units: list(number, 1) })),
  (attempt, name, value) => {
    const { targets, units } = value as { targets: unknown[]; units: unknown[] };
    if (units.length === targets.length) return;
    throw new InvalidRangeError(
      `Cannot ${attempt}: ${name} must have a unit for each of ${targets.length} targets, got ${units.length}`,
    );
  },
);

/** A series to cut windows from. */
export const SERIES: Rule = having({
  inputs: typed("Float32Array"),
  targets: list(typed("Float64Array"), 1),
  truths: list(typed("Float64Array"), 1),
});

/** Windows of series. */
export const WINDOWS: Rule = list(having({ series: SERIES, end: whole(1) }));

/** A table that has been opened. */
export const TABLE: Rule = having({
  name: string,
  columns: list(string),
  rows: (attempt, name, value) => {
    const iterator = (value as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator];
    callable(attempt, `${name}[Symbol.asyncIterator]`, iterator);
  },
});

/** A block of the rows of a table. */
export const ROWS: Rule = list(having({ line: number, cells: array }));

/** Rows of which all cells are looked at. */
export const SAMPLED_ROWS: Rule = both(ROWS, list(having({ cells: list(cell) })));

function cell(attempt: string, name: string, value: unknown): void {
  if (value === undefined || value === null || typeof value === "number") return;
  (typeof value === "object" ? list(cell) : string)(attempt, name, value);
}

/** Which column of a table means what. */
export const ROLES: Rule = having({
  layout: oneOf("step", "columns", "lists", "text"),
  sequence: optional(list(string)),
  time: optional(list(string)),
  label: optional(string),
  group: optional(string),
  text: optional(string),
  features: list(
    having({ name: string, kind: oneOf("number", "category"), columns: list(string, 1) }),
  ),
});
