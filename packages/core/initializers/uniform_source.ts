import { check, integer } from "../math/_rules.ts";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const SEED = integer(0, 2 ** 32 - 1);
/** Each stream takes a jump to reach, so that very many would take minutes. */
const STREAM = integer(0, 2 ** 16 - 1);

/**
 * A source of uniform numbers in `[0, 1)`, the same for the same seed and stream.
 *
 * @param seed Whole number from 0 to 2³² − 1.
 * @param stream Index of an independent sequence for this seed, from 0. Streams start 2⁶⁴ numbers apart.
 * @throws {RangeError} If `seed` or `stream` is not such a number.
 *
 * @example
 * ```ts
 * import { uniformSource } from "@bnlstm/core/initializers";
 *
 * const random = uniformSource(2016);
 * random() === uniformSource(2016)(); // true
 * ```
 */
export function uniformSource(seed: number, stream = 0): () => number {
  check("seed a random source", { seed, stream }, { seed: SEED, stream: STREAM });
  const generator = xoroshiro128plus(seed);
  // Streams start at the first jump: a small seed is mostly zero bits, and so the numbers right after it
  // are nearly the same for all small seeds.
  for (let i = 0; i <= stream; i++) generator.jump();
  return () => uniformFloat64(generator);
}
