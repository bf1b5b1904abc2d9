import { type Sequence, timesOf } from "@bnlstm/data/sequences";

/** A step this much longer than the usual one is a gap. Months differ by less. */
const GAP = 1.5;

/** Describes steps that are missing in time; empty if none are. */
export function describeGaps(sequences: readonly Sequence[]): string[] {
  let count = 0;
  let first: string | undefined;
  for (const { times } of sequences) {
    if (!times || times.length < 3) continue;
    const numbers = timesOf(times);
    const differences = numbers.slice(1).map((time, at) => time - numbers[at]);
    const usual = differences.toSorted((a, b) => a - b)[differences.length >> 1];
    for (const [at, difference] of differences.entries()) {
      if (difference <= GAP * usual) continue;
      first ??= `${times[at]} … ${times[at + 1]}`;
      count++;
    }
  }
  if (first === undefined) return [];
  return [
    `${count} gap${
      count === 1 ? "" : "s"
    } in time, the first ${first}, which are read as if there were none`,
  ];
}
