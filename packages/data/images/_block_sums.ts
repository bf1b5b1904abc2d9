import { narrowestInts, type Unsigned } from "../_narrowest_ints.ts";

/**
 * Sums the gray levels of square blocks of pixels: `[size, imageSize, imageSize]` becomes
 * `[size, imageSize / block, imageSize / block]`.
 *
 * Sums rather than averages, because they are exact in two bytes where an average would need four.
 */
export function blockSums(pixels: Uint8Array, imageSize: number, block: number): Unsigned {
  if (block === 1) return pixels;
  const blocksPerRow = imageSize / block;
  const sums = narrowestInts(255 * block ** 2, pixels.length / block ** 2);
  for (let at = 0; at < pixels.length; at++) {
    // The images lie below each other, and `block` divides their height: no block spans two of them.
    const blockRow = Math.floor(at / imageSize / block);
    const blockColumn = Math.floor(at % imageSize / block);
    sums[blockRow * blocksPerRow + blockColumn] += pixels[at];
  }
  return sums;
}
