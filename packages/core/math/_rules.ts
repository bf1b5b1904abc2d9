import { InvalidRangeError, InvalidTypeError } from "./invalid_input.ts";
import { show } from "./_show.ts";

/** A rule for an argument: throws if a value breaks it, naming the attempt and the value. */
export type Rule = (attempt: string, name: string, value: unknown) => void;

/** Most elements of an array that is created for a caller: 2 GiB in float64. */
export const MOST_ELEMENTS = 2 ** 28;

/** Refuses arguments of a function that break their rules. */
export function check<Name extends string>(
  attempt: string,
  given: Readonly<Record<Name, unknown>>,
  rules: Readonly<Record<Name, Rule>>,
): void {
  for (const name in rules) rules[name](attempt, name, given[name]);
}

/** The rule that a value has a property. */
export function must(
  what: string,
  // deno-lint-ignore no-explicit-any
  keeps: (value: any) => boolean,
  Refusal: new (message: string) => Error = InvalidTypeError,
): Rule {
  return (attempt, name, value) => {
    if (keeps(value)) return;
    throw new Refusal(`Cannot ${attempt}: ${name} must be ${what}, got ${show(value)}`);
  };
}

export const anObject: Rule = must(
  "an object",
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
export const aString: Rule = must("a string", (value) => typeof value === "string");
export const aNumber: Rule = must("a number", (value) => typeof value === "number");
export const aFunction: Rule = must("a function", (value) => typeof value === "function");

/** Arrays of numbers, plain or typed, and what is like them; its elements are not looked at. */
export const numbers: Rule = must(
  "an array of numbers",
  (value) => typeof value === "object" && Number.isInteger(value?.length) && value.length >= 0,
);

/** One of some words. */
export function oneOf(...words: readonly unknown[]): Rule {
  return must(`one of ${words.join(", ")}`, (value) => words.includes(value));
}

/** Whole numbers in a range. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Rule {
  const range = must(
    `a whole number ${
      most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of ${least} or more`
    }`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
    InvalidRangeError,
  );
  return both(aNumber, range);
}

/** A value that keeps two rules; the second is checked only after the first. */
export function both(first: Rule, second: Rule): Rule {
  return (attempt, name, value) => {
    first(attempt, name, value);
    second(attempt, name, value);
  };
}

/** Float64 arrays, of a certain length if one is given. */
export function float64(length?: number): Rule {
  return must(
    length === undefined ? "a Float64Array" : `a Float64Array of ${length} elements`,
    (value) => value instanceof Float64Array && (length === undefined || value.length === length),
  );
}

/** Objects with certain properties, and possibly others. */
export function having(rules: Readonly<Record<string, Rule>>): Rule {
  return (attempt, name, value) => {
    anObject(attempt, name, value);
    for (const key in rules) {
      rules[key](attempt, `${name}.${key}`, (value as Record<string, unknown>)[key]);
    }
  };
}

/** Arrays whose elements keep a rule. */
export function listOf(rule: Rule): Rule {
  return (attempt, name, value) => {
    if (!Array.isArray(value)) must("an array", Array.isArray)(attempt, name, value);
    (value as unknown[]).forEach((element, at) => rule(attempt, `${name}[${at}]`, element));
  };
}

/** A value that may be left out. */
export function optional(rule: Rule): Rule {
  return (attempt, name, value) => {
    if (value !== undefined) rule(attempt, name, value);
  };
}

/** Processes among which a batch is divided. */
export const theRanks: Rule = having({ sum: aFunction, gather: aFunction });

/** How sites are normalized. */
export const theSites: Rule = having({
  input: oneOf("none", "timestep", "sequence"),
  hidden: oneOf("none", "timestep"),
  cell: oneOf("none", "timestep"),
});
