import { inspect } from "node:util";
import { pick } from "./campaign.ts";

/** What callers pass by mistake, and what JavaScript lets them pass. */
const wrongValues = (): unknown[] => [
  ...[null, undefined, NaN, Infinity, -1, 0, 0.5, 3, 1e-60, 1e9, 2 ** 53, 7n],
  ...["", "glorot", "__proto__", true, [], [[1]], [NaN], {}, Object.create(null), Symbol("x")],
  ...[new Float32Array(2), new Uint8Array(3), new Map(), new Date(NaN), () => {}],
];

/**
 * Puts wrong values in one or two places of a call's arguments, deep inside as well.
 *
 * @param args The arguments, which are changed.
 * @returns How, so that it can be seen again.
 */
export function spoil(random: () => number, args: object): string {
  const places = placesOf(args);
  const changes: string[] = [];
  for (let i = random() < 0.5 ? 1 : 2; i > 0; i--) {
    const path = pick(random, places);
    const value = pick(random, wrongValues());
    let at: unknown = args;
    for (const key of path.slice(0, -1)) {
      at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
    }
    // The first change may have left no such place, or an array where there was an object with a length.
    if (!isPlain(at) || (Array.isArray(at) && path.at(-1) === "length")) continue;
    (at as Record<string, unknown>)[path.at(-1)!] = value;
    changes.push(`${path.join(".")} = ${inspect(value)}`);
  }
  return changes.join(", ");
}

/** Every place in a plain value, as a path. */
export function placesOf(value: unknown, path: string[] = []): string[][] {
  if (!isPlain(value)) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
