import { checker, list } from "../arguments.ts";
import { SEQUENCE } from "./_rules.ts";
import type { Sequence } from "./sequence.ts";

/** What one part of the data shares with another, which makes a score on it look better than it is. */
export interface SharedSequences {
  /** Number of sequences with the same values or text as one in the other part. */
  same: number;
  /** Number of groups that are in both. */
  groups: number;
}

const check = checker("compare sequences", { part: list(SEQUENCE), other: list(SEQUENCE) });

/** Finds what one part shares with another, by content and by group. */
export function sharedSequences(
  part: readonly Sequence[],
  other: readonly Sequence[],
): SharedSequences {
  check({ part, other });
  const contents = new Set(other.map(contentOf));
  const groups = new Set(other.flatMap(({ group }) => group ?? []));
  return {
    same: part.filter((sequence) => contents.has(contentOf(sequence))).length,
    groups: new Set(part.flatMap(({ group }) => group ?? [])).intersection(groups).size,
  };
}

/** A number of 53 bits, the same for the same content: large sets are compared without copies of them. */
function contentOf({ values, text, length }: Sequence): number {
  let [low, high] = [0x811c9dc5, length];
  const mix = (word: number) => {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul((high ^ word) + 0x9e3779b9, 0x85ebca6b);
    high ^= high >>> 13;
  };
  const mixText = (text: string) => {
    for (let at = 0; at < text.length; at++) mix(text.charCodeAt(at));
    mix(-1);
  };
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  if (text !== undefined) mixText(text);
  for (const feature of values) {
    for (const value of feature) {
      if (typeof value === "string") mixText(value);
      else {
        number[0] = value;
        mix(words[0]);
        mix(words[1]);
      }
    }
  }
  return (high >>> 0) * 0x200000 + ((low >>> 0) >>> 11);
}
