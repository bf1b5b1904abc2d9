import {
  between,
  checker,
  having,
  list,
  optional,
  record,
  seed as isSeed,
  string,
} from "../arguments.ts";
import { generatorFor, shuffledIndices } from "../sampling/_generator.ts";
import type { Sequence } from "./sequence.ts";

const check = checker("divide sequences", {
  sequences: list(having({ label: optional(string), group: optional(string) })),
  shares: record({ valid: between(0, 1), test: between(0, 1) }),
  seed: isSeed,
});

/** Shares of the sequences, from 0 to 1, for validation and test. The rest is for training. */
export interface Shares {
  /** For choosing between models. */
  valid: number;
  /** For the figures that are reported. */
  test: number;
}

/** Sequences divided into three parts. */
export interface DividedSequences<S> {
  /** For training. */
  train: S[];
  /** For choosing between models. */
  valid: S[];
  /** For the figures that are reported. */
  test: S[];
}

/**
 * Divides sequences at random, each class in the same proportion. If sequences have groups, each group stays
 * together, a sequence without one is a group by itself, and groups are divided regardless of class.
 *
 * Every part with a share above 0 gets at least one sequence of each class that has enough; training comes
 * first, so a class with a single sequence is in training.
 *
 * @param seed Seed of the division: an integer in `0 … 2³² − 1`.
 */
export function divideSequences<S extends Pick<Sequence, "label" | "group">>(
  sequences: readonly S[],
  shares: Shares,
  seed: number,
): DividedSequences<S> {
  check({ sequences, shares, seed });
  const parts: DividedSequences<S> = { train: [], valid: [], test: [] };
  const order = [...shuffledIndices(sequences.length, generatorFor(seed))]
    .map((index) => sequences[index]);
  if (sequences.some(({ group }) => group !== undefined)) {
    const groups = [...Map.groupBy(order, (sequence) => sequence.group ?? sequence).values()];
    deal(groups, shares, (part, group) => parts[part].push(...group));
  } else {
    for (const members of Map.groupBy(order, ({ label }) => label ?? "").values()) {
      deal(members, shares, (part, member) => parts[part].push(member));
    }
  }
  return parts;
}

function deal<T>(
  members: readonly T[],
  { valid, test }: Shares,
  put: (part: keyof DividedSequences<T>, member: T) => void,
): void {
  const count = (share: number, rest: number) =>
    share === 0 ? 0 : Math.min(Math.max(1, Math.round(share * members.length)), Math.max(0, rest));
  const testing = count(test, members.length - 1);
  const validating = count(valid, members.length - 1 - testing);
  for (const [at, member] of members.entries()) {
    put(at < testing ? "test" : at < testing + validating ? "valid" : "train", member);
  }
}
