import { checker, seed as isSeed, typed } from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import { generatorFor, shuffledIndices } from "./_generator.ts";
import type { TextSplits } from "../text/character_corpus.ts";

const check = checker("divide by class", { labels: typed("Int32Array"), seed: isSeed });

/**
 * Divides the members of every class at random, 8 to 1 to 1, with at least one in each part.
 *
 * @param labels Class of each member, `[size]`.
 * @param seed Seed of the division: an integer in `0 … 2³² − 1`.
 * @returns Indices of the members of each part, in random order.
 * @throws {RangeError} If a class has fewer than three members.
 *
 * @example
 * ```ts
 * import { stratifiedSplit } from "@bnlstm/data";
 *
 * const { train, valid, test } = stratifiedSplit(new Int32Array(10), 1);
 * console.log(train.length, valid.length, test.length); // 8 1 1
 * ```
 */
export function stratifiedSplit(labels: Int32Array, seed: number): TextSplits<Int32Array> {
  check({ labels, seed });
  const order = shuffledIndices(labels.length, generatorFor(seed));
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  for (const [label, size] of sizes) {
    if (size < 3) {
      throw new InvalidRangeError(
        `Cannot divide by class: class ${label} has ${size} members, expected 3 or more`,
      );
    }
  }
  const places = new Map<number, number>();
  const parts = { train: [] as number[], valid: [] as number[], test: [] as number[] };
  for (const index of order) {
    const label = labels[index];
    const place = places.get(label) ?? 0;
    places.set(label, place + 1);
    const tenth = Math.max(1, Math.round(sizes.get(label)! / 10));
    parts[place < tenth ? "valid" : place < 2 * tenth ? "test" : "train"].push(index);
  }
  return {
    train: Int32Array.from(parts.train),
    valid: Int32Array.from(parts.valid),
    test: Int32Array.from(parts.test),
  };
}
