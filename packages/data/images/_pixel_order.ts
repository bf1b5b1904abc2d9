import { uniformInt } from "pure-rand/distribution/uniformInt";
import { generatorFor, shuffledIndices } from "../sampling/_generator.ts";

/** The order in which the pixels of an image become time steps. */
export type PixelPermutation = "none" | "uniform" | "authors";

/**
 * Index of the pixel, out of `count`, that is read at each time step.
 *
 * @throws {TypeError} If `permutation` is unknown.
 */
export function pixelOrder(
  count: number,
  permutation: PixelPermutation,
  seed: number,
): Int32Array {
  const generator = generatorFor(seed);
  switch (permutation) {
    case "none":
      return Int32Array.from({ length: count }, (_, step) => step);
    case "uniform":
      return shuffledIndices(count, generator);
    case "authors":
      return Int32Array.from({ length: count }, () => uniformInt(generator, 0, count - 1));
  }
}
