/**
 * Rules for arguments. With them, public functions refuse arguments that are missing, of the wrong type or out
 * of range, by name and before anything is computed.
 *
 * @example
 * ```ts
 * import { checker, record, whole } from "@bnlstm/data/arguments";
 *
 * const check = checker("cut windows", { options: record({ length: whole(2) }) });
 *
 * function cutWindows(options: { length: number }) {
 *   check({ options });
 * }
 * try {
 *   cutWindows({ length: 1 });
 * } catch (error) {
 *   console.log((error as Error).message); // Cannot cut windows: length must be a whole number of 2 or more, got 1
 * }
 * ```
 *
 * @module
 */

import { InvalidRangeError, InvalidTypeError } from "./invalid_input.ts";

/** A rule: throws if a value breaks it, naming the attempt and the value. */
export type Rule = (attempt: string, name: string, value: unknown) => void;

/** Rules by the names of arguments, or of the properties of an object. */
export type Rules = Readonly<Record<string, Rule>>;

/**
 * Creates the check of a function's arguments.
 *
 * @param attempt What the function does; completes "Cannot …" in error messages.
 * @param rules A rule for every argument.
 * @returns The check, which takes the arguments by name.
 */
export function checker<Name extends string>(
  attempt: string,
  rules: Readonly<Record<Name, Rule>>,
): (given: Readonly<Record<Name, unknown>>) => void {
  return (given) => {
    for (const name in rules) rules[name](attempt, name, given[name]);
  };
}

/** The rule that a value has a property. */
function must(
  what: string,
  keeps: (value: unknown) => boolean,
  Refusal: new (message: string) => Error = InvalidTypeError,
): Rule {
  return (attempt, name, value) => {
    if (keeps(value)) return;
    throw new Refusal(`Cannot ${attempt}: ${name} must be ${what}, got ${show(value)}`);
  };
}

/** A string. */
export const string: Rule = must("a string", (value) => typeof value === "string");

/** `true` or `false`. */
export const boolean: Rule = must("true or false", (value) => typeof value === "boolean");

/** A function. */
export const callable: Rule = must("a function", (value) => typeof value === "function");

/** A URL, as a string or an object. */
export const url: Rule = must(
  "a URL",
  (value) => value instanceof URL || (typeof value === "string" && value !== ""),
);

/** A `Map`. */
export const map: Rule = must("a Map", (value) => value instanceof Map);

/** Anything that `for … of` or `for await … of` accepts, except strings. */
export const iterable: Rule = must("iterable", (value) => {
  return typeof value === "object" && value !== null &&
    (isMethod(value, Symbol.iterator) || isMethod(value, Symbol.asyncIterator));
});

/** An array of numbers, plain or typed. */
export const numbers: Rule = must("an array of numbers", (value) => {
  if (Array.isArray(value)) return value.every((each) => typeof each === "number");
  return ArrayBuffer.isView(value) && "BYTES_PER_ELEMENT" in value;
});

/** Typed arrays of some types. */
export function typed(...types: string[]): Rule {
  return must(
    `a ${types.join(" or ")}`,
    (value) => ArrayBuffer.isView(value) && types.includes(tagOf(value)),
  );
}

/** Instances of a class. */
export function instance(Class: { readonly prototype: object; readonly name: string }): Rule {
  return must(
    `of the class ${Class.name}`,
    (value) =>
      typeof value === "object" && value !== null &&
      Object.prototype.isPrototypeOf.call(Class.prototype, value),
  );
}

/** One of some words or other constants. */
export function oneOf(...choices: readonly unknown[]): Rule {
  return must(`one of ${choices.join(", ")}`, (value) => choices.includes(value));
}

/** A number, including `NaN`. */
export const number: Rule = must("a number", (value) => typeof value === "number");

/** Numbers in a range. */
export function between(least: number, most: number): Rule {
  const range = must(
    most < Infinity ? `from ${least} to ${most}` : `a number of ${least} or more`,
    (value) => Number(value) >= least && Number(value) <= most,
    InvalidRangeError,
  );
  return both(number, range);
}

/** Whole numbers in a range. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Rule {
  const range = must(
    `a whole number ${
      most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of ${least} or more`
    }`,
    (value) =>
      (Number.isInteger(value) || value === most) && Number(value) >= least &&
      Number(value) <= most,
    InvalidRangeError,
  );
  return both(number, range);
}

/** A seed of a generator. */
export const seed: Rule = whole(0, 2 ** 32 - 1);

/** A value that may be left out, and otherwise keeps a rule. */
export function optional(rule: Rule): Rule {
  return (attempt, name, value) => {
    if (value !== undefined) rule(attempt, name, value);
  };
}

/** A value that keeps two rules; the second is checked only after the first. */
export function both(first: Rule, second: Rule): Rule {
  return (attempt, name, value) => {
    first(attempt, name, value);
    second(attempt, name, value);
  };
}

/** Arrays whose elements keep a rule. */
export function list(rule: Rule, least = 0): Rule {
  return (attempt, name, value) => {
    array(attempt, name, value);
    const elements = value as unknown[];
    if (elements.length < least) {
      throw new InvalidRangeError(
        `Cannot ${attempt}: ${name} must have ${least} elements or more, got ${elements.length}`,
      );
    }
    for (let at = 0; at < elements.length; at++) {
      try {
        rule(attempt, name, elements[at]);
      } catch {
        // The name of an element is made only when it is needed for an error.
        rule(attempt, `${name}[${at}]`, elements[at]);
      }
    }
  };
}

/** Objects with certain properties, and possibly others. */
export function having(rules: Rules): Rule {
  return (attempt, name, value) => {
    object(attempt, name, value);
    // For an option, its name alone is clear.
    const prefix = name === "options" ? "" : `${name}.`;
    for (const key in rules) {
      rules[key](attempt, `${prefix}${key}`, (value as Record<string, unknown>)[key]);
    }
  };
}

/** Objects with certain properties and no others: a misspelled option must not be ignored. */
export function record(rules: Rules): Rule {
  const known = Object.keys(rules);
  const has = having(rules);
  return (attempt, name, value) => {
    object(attempt, name, value);
    for (const key of Object.keys(value as object)) {
      if (known.includes(key)) continue;
      throw new InvalidTypeError(
        `Cannot ${attempt}: unknown option ${show(key)}, the options are ${known.join(", ")}`,
      );
    }
    has(attempt, name, value);
  };
}

/** What is needed of a schema of zod. */
export interface Schema {
  /** Parses a value. */
  safeParse(value: unknown): {
    data?: unknown;
    error?: { issues: { path: PropertyKey[]; message: string }[] };
  };
}

/** Values that a schema accepts as they are, without its defaults. */
export function fits(schema: Schema): Rule {
  return (attempt, name, value) => {
    const { data, error } = schema.safeParse(value);
    const missing = filledIn(value, data);
    if (!error && !missing) return;
    const path = error?.issues[0].path ?? missing!;
    const state = error ? `is malformed: ${error.issues[0].message}` : "is missing";
    throw new InvalidTypeError(
      `Cannot ${attempt}: ${[name, ...path].map(String).join(".")} ${state}`,
    );
  };
}

/** The path of the first property that is not in a value, but in what a schema made of it. */
function filledIn(given: unknown, parsed: unknown): string[] | undefined {
  if (typeof parsed !== "object" || parsed === null || ArrayBuffer.isView(parsed)) return;
  if (typeof given !== "object" || given === null) return;
  for (const [key, value] of Object.entries(parsed)) {
    const inner = (given as Record<string, unknown>)[key];
    if (inner === undefined && value !== undefined) return [key];
    const path = filledIn(inner, value);
    if (path) return [key, ...path];
  }
}

/** Arrays of anything. */
export const array: Rule = must("an array", Array.isArray);

const object = must(
  "an object",
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

function isMethod(value: object, key: symbol): boolean {
  return typeof (value as Record<symbol, unknown>)[key] === "function";
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** What was given, in a few words. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const tag = tagOf(value).replace(/^(Array|Object)$/, (name) => name.toLowerCase());
  return `${/^[aeiou]/i.test(tag) ? "an" : "a"} ${tag}`;
}
