import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";

/**
 * A random generator for a seed.
 *
 * @throws {RangeError} if `seed` is not an integer in `0 … 2³² − 1`.
 */
export function generatorFor(seed: number): JumpableRandomGenerator {
  if (seed >>> 0 !== seed) {
    throw new RangeError(
      `Cannot seed a generator: expected an integer in 0 … 2³² − 1, got ${seed}`,
    );
  }
  const generator = xoroshiro128plus(seed);
  // The first outputs of neighboring seeds resemble each other; far into the sequence they do not.
  generator.jump();
  return generator;
}
