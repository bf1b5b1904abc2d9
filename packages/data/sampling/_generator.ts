import { InvalidRangeError } from "../invalid_input.ts";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/**
 * A random generator for a seed.
 *
 * @throws {RangeError} If `seed` is not an integer in `0 … 2³² − 1`.
 */
export function generatorFor(seed: number): JumpableRandomGenerator {
  if (seed >>> 0 !== seed) {
    throw new InvalidRangeError(
      `Cannot seed a generator: expected an integer in 0 … 2³² − 1, got ${seed}`,
    );
  }
  const generator = xoroshiro128plus(seed);
  // The first outputs of neighboring seeds resemble each other; far into the sequence they do not.
  generator.jump();
  return generator;
}

/** Derives a seed in `0 … 2³² − 1` for one of many things that are drawn independently of each other. */
export function mixedSeed(seed: number, ...numbers: readonly number[]): number {
  let hash = seed;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad) + number | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Draws one of the `count!` orders of `0 … count − 1`, each with the same probability (Fisher–Yates). */
export function shuffledIndices(count: number, generator: RandomGenerator): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = uniformInt(generator, 0, last);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}
