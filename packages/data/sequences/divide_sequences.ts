import { generatorFor, shuffledIndices } from "../sampling/_generator.ts";
import type { Sequence } from "./sequence.ts";

/** Which part of the sequences goes where. The rest is to train on. */
export interface Shares {
  /** To choose by. */
  valid: number;
  /** To report. */
  test: number;
}

/** Sequences in parts. */
export interface DividedSequences<S> {
  /** To fit. */
  train: S[];
  /** To choose by. */
  valid: S[];
  /** To report. */
  test: S[];
}

/**
 * Divides sequences at random, each class in the same proportion. Those of one group stay together; groups are
 * then divided, whatever their classes.
 *
 * A part that is to have any gets at least one of every class that has enough, and training comes first: a
 * class with a single sequence is there.
 *
 * @param seed Seed of the division: an integer in `0 … 2³² − 1`.
 */
export function divideSequences<S extends Pick<Sequence, "label" | "group">>(
  sequences: readonly S[],
  shares: Shares,
  seed: number,
): DividedSequences<S> {
  const parts: DividedSequences<S> = { train: [], valid: [], test: [] };
  const order = [...shuffledIndices(sequences.length, generatorFor(seed))]
    .map((index) => sequences[index]);
  if (sequences.some(({ group }) => group !== undefined)) {
    const groups = [...Map.groupBy(order, ({ group }) => group ?? "").values()];
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
