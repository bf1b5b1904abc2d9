import { InvalidRangeError } from "../invalid_input.ts";
import { pixelOrder, type PixelPermutation } from "./_pixel_order.ts";
import { narrowestInts, type Unsigned } from "../_narrowest_ints.ts";
import { checker, having, oneOf, optional, record, seed, typed, whole } from "../arguments.ts";
import { checkIndices } from "../sampling/_check_indices.ts";
import type { SequenceDataset } from "../sampling/sequence_dataset.ts";

/** Square grayscale images and the class of each. */
export interface LabeledImages {
  /** Gray levels 0 … 255 in scan order, `[size, imageSize, imageSize]`. */
  pixels: Uint8Array;
  /** Class of each image, `[size]`, in `0 … classes − 1`. */
  labels: Uint8Array;
  /** Height and width of an image, in pixels. */
  imageSize: number;
  /** Number of classes. */
  classes: number;
}

export type { PixelPermutation };

/** Options of {@linkcode imageSequences}. */
export interface ImageSequenceOptions {
  /**
   * Height and width to which images are averaged: a divisor of their size. Not averaged by default.
   * MNIST gives 784 steps at 28, 196 at 14 and 49 at 7.
   */
  imageSize?: number;
  /**
   * The order in which pixels are read, the same for every image. `"none"` (default) is scan order. `"uniform"`
   * draws one of all permutations with equal probability, which turns MNIST into permuted MNIST. `"authors"`
   * draws each pixel with replacement, as the code published with the paper does: about 37 % of the pixels
   * never appear, so it is for comparisons only.
   */
  permutation?: PixelPermutation;
  /**
   * Seed of the permutation, independent of every other seed. Use the same one for all splits. 0 by default.
   */
  permutationSeed?: number;
}

const check = checker("read images as sequences", {
  images: having({
    pixels: typed("Uint8Array"),
    labels: typed("Uint8Array"),
    imageSize: whole(1, 2 ** 15),
    classes: whole(1),
  }),
  options: record({
    imageSize: optional(whole(1)),
    permutation: optional(oneOf("none", "uniform", "authors")),
    permutationSeed: optional(seed),
  }),
});

/**
 * Turns images into sequences of one pixel per step (the paper, section 5.1), scaled to `0 … 1`.
 *
 * Pixels are kept as integers and converted when a batch is built.
 *
 * @throws {TypeError} If an option is unknown.
 * @throws {RangeError} If `imageSize` does not divide the size of the images, or a seed is out of range.
 *
 * @example
 * ```ts
 * import { imageSequences } from "@bnlstm/data";
 *
 * const images = {
 *   pixels: new Uint8Array([0, 51, 102, 255]),
 *   labels: new Uint8Array([3]),
 *   imageSize: 2,
 *   classes: 10,
 * };
 * const { inputs } = imageSequences(images).batch(new Int32Array([0]));
 * console.log(inputs); // 0, 0.2, 0.4, 1
 * ```
 */
export function imageSequences(
  images: LabeledImages,
  options: ImageSequenceOptions = {},
): SequenceDataset {
  check({ images, options });
  const { imageSize = images.imageSize, permutation = "none", permutationSeed = 0 } = options;
  const block = images.imageSize / imageSize;
  if (!Number.isInteger(block) || block < 1 || !Number.isInteger(imageSize)) {
    throw new InvalidRangeError(
      `Cannot read images as sequences: imageSize must divide ${images.imageSize}, got ${imageSize}`,
    );
  }
  const size = images.labels.length;
  if (images.pixels.length !== size * images.imageSize ** 2) {
    throw new InvalidRangeError(
      `Cannot read images as sequences: ${size} images of ${images.imageSize} × ${images.imageSize} ` +
        `pixels must have ${size * images.imageSize ** 2} in all, got ${images.pixels.length}`,
    );
  }
  const timeSteps = imageSize ** 2;
  const order = pixelOrder(timeSteps, permutation, permutationSeed);
  const sums = blockSums(images.pixels, images.imageSize, block);
  const white = 255 * block ** 2;

  return {
    size,
    timeSteps,
    inputSize: 1,
    classes: images.classes,
    batch(indices) {
      checkIndices(indices, size);
      const batchSize = indices.length;
      const inputs = new Float32Array(timeSteps * batchSize);
      const labels = new Int32Array(batchSize);
      indices.forEach((index, row) => {
        labels[row] = images.labels[index];
        for (let step = 0; step < timeSteps; step++) {
          inputs[step * batchSize + row] = sums[index * timeSteps + order[step]] / white;
        }
      });
      return { inputs, labels, timeSteps, batchSize, inputSize: 1 };
    },
  };
}

/**
 * Sums the gray levels of square blocks of pixels: `[size, imageSize, imageSize]` becomes
 * `[size, imageSize / block, imageSize / block]`.
 *
 * Sums rather than averages, because a sum is exact in two bytes, while an average would need four.
 */
function blockSums(pixels: Uint8Array, imageSize: number, block: number): Unsigned {
  if (block === 1) return pixels;
  const blocksPerRow = imageSize / block;
  const sums = narrowestInts(255 * block ** 2, pixels.length / block ** 2);
  for (let at = 0; at < pixels.length; at++) {
    // The images lie one below the other, and `block` divides their height, so no block spans two of them.
    const blockRow = Math.floor(at / imageSize / block);
    const blockColumn = Math.floor(at % imageSize / block);
    sums[blockRow * blocksPerRow + blockColumn] += pixels[at];
  }
  return sums;
}
