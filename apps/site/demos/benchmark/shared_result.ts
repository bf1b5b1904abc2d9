import type { Settings } from "../../client/experiment.ts";
import { IMPLEMENTATIONS } from "./implementations.ts";

/** B, T, I and H. */
export interface Sizes {
  rows: number;
  steps: number;
  inputs: number;
  units: number;
}

/** What a link says: what is measured, and what was measured elsewhere. */
export interface SharedResult {
  sizes: Sizes;
  /** Medians in milliseconds, by the id of their implementation. */
  medians: Readonly<Record<string, number>>;
  /** The machine that they are of. */
  on?: string;
}

const SIZES: Sizes = { rows: 32, steps: 50, inputs: 28, units: 64 };
/** Statistics of a batch need two rows. */
const LEAST: Sizes = { rows: 2, steps: 1, inputs: 1, units: 1 };
/** What a phone still has memory for. */
const MOST = 512;
/** An hour. */
const LONGEST = 3.6e6;

/**
 * Reads what a link says.
 *
 * @throws {RangeError} If a key is unknown, or its value is not allowed.
 */
export function readResult(given: Settings): SharedResult {
  const sizes = { ...SIZES };
  const medians: Record<string, number> = {};
  let on: string | undefined;
  for (const [key, value] of Object.entries(given)) {
    const must = (what: string) =>
      new RangeError(`Cannot use ${key} = ${value}: it must be ${what}`);
    if (Object.hasOwn(SIZES, key)) {
      const least = LEAST[key as keyof Sizes];
      if (!Number.isInteger(value) || Number(value) < least || Number(value) > MOST) {
        throw must(`a whole number from ${least} to ${MOST}`);
      }
      sizes[key as keyof Sizes] = Number(value);
    } else if (IMPLEMENTATIONS.some(({ id }) => id === key)) {
      if (typeof value !== "number" || !(value > 0 && value <= LONGEST)) {
        throw must("a number of milliseconds");
      }
      medians[key] = value;
    } else if (key === "on") {
      on = String(value);
      if (on.length > 100) throw new RangeError("Cannot use on: it is longer than 100 characters");
    } else throw new RangeError(`Cannot use ${key}: there is no such setting`);
  }
  return { sizes, medians, on };
}

/** A result as the settings of a link; sizes that everybody has are left out. */
export function writeResult({ sizes, medians, on }: SharedResult): Settings {
  const own = Object.entries(sizes).filter(([key, value]) => value !== SIZES[key as keyof Sizes]);
  const sent = Object.entries(medians).map(([id, value]) => [id, rounded(value)]);
  return { ...Object.fromEntries(own), ...Object.fromEntries(sent), ...on && { on } };
}

/** Milliseconds to three figures, as they are shown and sent. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Sizes in words, as the rest of the site calls them. */
export function sizesText({ rows, steps, inputs, units }: Sizes): string {
  return `${rows} rows, ${steps} steps, ${inputs} inputs, ${units} units`;
}

/** Browser, system and cores in a few words. */
export function thisMachine({ userAgent, hardwareConcurrency }: Navigator): string {
  // Every browser claims to be those that come after it.
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"]
    .map((name) => new RegExp(`${name}/\\d+`).exec(userAgent)?.[0])
    .find((found) => found !== undefined);
  const system = /\((?:X11; )?([^;)]+)/.exec(userAgent)?.[1];
  return [browser?.replace("/", " "), system, `${hardwareConcurrency} threads`]
    .filter((part) => part !== undefined).join(", ").slice(0, 100);
}
