import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Normally distributed numbers, the same for the same seed (Box and Muller's transform). */
export function gaussian(length: number, seed: number, scale = 1): Float64Array {
  const generator = xoroshiro128plus(seed);
  return Float64Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    return scale * radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
  });
}
