/** Unsigned integers of the narrowest width that holds them. */
export type Unsigned = Uint8Array | Uint16Array | Uint32Array;

/**
 * Sums the grey levels of square blocks of pixels: `[size, imageSize, imageSize]` becomes
 * `[size, imageSize / block, imageSize / block]`.
 *
 * Sums rather than averages, because they are exact in two bytes where an average would need four.
 */
export function blockSums(pixels: Uint8Array, imageSize: number, block: number): Unsigned {
  if (block === 1) return pixels;
  const largest = 255 * block ** 2;
  const blocksPerRow = imageSize / block;
  const sums = new (largest < 2 ** 16 ? Uint16Array : Uint32Array)(pixels.length / block ** 2);
  for (let at = 0; at < pixels.length; at++) {
    // The images lie below each other, and `block` divides their height: no block spans two of them.
    const blockRow = Math.floor(at / imageSize / block);
    const blockColumn = Math.floor(at % imageSize / block);
    sums[blockRow * blocksPerRow + blockColumn] += pixels[at];
  }
  return sums;
}
