import { checker, number, oneOf, optional, record, show, string } from "../arguments.ts";
import { InvalidTypeError } from "../invalid_input.ts";

/** A place in a file. */
export interface Place {
  /** The name of the file. */
  name: string;
  /** The unit in which records are counted. Default: lines. */
  unit?: "line" | "row";
  /** Line or row, from 1. */
  line?: number;
  /** Column, from 1. */
  column?: number;
  /** Name of the column. */
  title?: string;
}

const check = checker("tell where a table is wrong", {
  place: record({
    name: string,
    unit: optional(oneOf("line", "row")),
    line: optional(number),
    column: optional(number),
    title: optional(string),
  }),
  problem: string,
});

/**
 * Creates the error for something in a file that cannot be used, e.g. `Cannot read steps.csv: line 7, column 3
 * (speed): "fast" is not a number`.
 */
export function tableError(
  at: Place,
  problem: string,
): TypeError {
  check({ place: at, problem });
  const { name, unit = "line", line, column, title } = at;
  const place = [
    line === undefined ? undefined : `${unit} ${line}`,
    column === undefined ? undefined : `column ${column}${title ? ` (${abridged(title)})` : ""}`,
  ].filter((part) => part !== undefined).join(", ");
  return new InvalidTypeError(`Cannot read ${name}: ${place ? `${place}: ` : ""}${problem}`);
}

/** A value of a file as shown in errors: on one line, and shortened if long. */
export function quoted(value: unknown): string {
  return JSON.stringify(abridged(typeof value === "object" ? show(value) : String(value)));
}

function abridged(text: string): string {
  const characters = [...text.slice(0, 60)];
  return text.length > 40 ? `${characters.slice(0, 40).join("")}…` : text;
}
