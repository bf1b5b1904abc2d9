import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose, describe, it } from "@bnlstm/testing";
import { pixelOrder } from "./_pixel_order.ts";
import {
  type ImageSequenceOptions,
  imageSequences,
  type LabeledImages,
  type PixelPermutation,
} from "./image_sequences.ts";

function images(pixels: Uint8Array, imageSize: number): LabeledImages {
  const size = pixels.length / imageSize ** 2;
  const labels = Uint8Array.from({ length: size }, (_, image) => image % 10);
  return { pixels, labels, imageSize, classes: 10 };
}

/** Block sizes, image sizes that are multiples of them, and one to four images. */
const drawn = fc.record({
  block: fc.integer({ min: 1, max: 18 }),
  blocks: fc.integer({ min: 1, max: 4 }),
  size: fc.integer({ min: 1, max: 4 }),
}).chain(({ block, blocks, size }) => {
  const length = size * (block * blocks) ** 2;
  return fc.record({
    blocks: fc.constant(blocks),
    images: fc.uint8Array({ minLength: length, maxLength: length })
      .map((pixels) => images(pixels, block * blocks)),
  });
});

/** The average of one block, from its definition. */
function average(
  { pixels, imageSize }: LabeledImages,
  image: number,
  blocks: number,
  step: number,
): number {
  const block = imageSize / blocks;
  const top = Math.floor(step / blocks) * block;
  const left = step % blocks * block;
  let sum = 0;
  for (let row = top; row < top + block; row++) {
    for (let column = left; column < left + block; column++) {
      sum += pixels[(image * imageSize + row) * imageSize + column];
    }
  }
  return sum / block ** 2 / 255;
}

describe("imageSequences()", () => {
  it("averages blocks and reads them time-major in scan order, scaled to 0 … 1", () => {
    fc.assert(fc.property(drawn, ({ images, blocks }) => {
      const dataset = imageSequences(images, { imageSize: blocks });
      const indices = Int32Array.from(images.labels.keys()).reverse();
      const { inputs, labels, timeSteps, batchSize, inputSize, lengths } = dataset.batch(indices);
      assert.deepEqual([timeSteps, batchSize, inputSize], [blocks ** 2, images.labels.length, 1]);
      assert.equal(lengths, undefined);
      const expected = Array.from(
        inputs,
        (_, at) => average(images, indices[at % batchSize], blocks, Math.floor(at / batchSize)),
      );
      assertClose(inputs, expected, { absolute: 1e-7, relative: 0 });
      assert.deepEqual([...labels], [...indices].map((index) => images.labels[index]));
    }));
  });

  it("scales by exactly 1/255 without averaging, and keeps white at 1 with any", () => {
    const ramp = images(Uint8Array.from({ length: 256 }, (_, level) => level), 16);
    assert.deepEqual(
      imageSequences(ramp).batch(new Int32Array(1)).inputs,
      Float32Array.from({ length: 256 }, (_, level) => level / 255),
    );
    const white = images(new Uint8Array(28 * 28).fill(255), 28);
    for (const imageSize of [28, 14, 7, 4, 2, 1]) {
      const { inputs } = imageSequences(white, { imageSize }).batch(new Int32Array(1));
      assert.deepEqual(inputs, new Float32Array(imageSize ** 2).fill(1));
    }
  });

  it("reads every image in the same drawn order, after averaging", () => {
    const pixels = Uint8Array.from({ length: 2 * 28 * 28 }, (_, at) => at * 7 % 256);
    for (const permutation of ["uniform", "authors"] as const) {
      const options = { imageSize: 7, permutation, permutationSeed: 5 };
      const order = pixelOrder(49, permutation, 5);
      const indices = new Int32Array([0, 1]);
      const permuted = imageSequences(images(pixels, 28), options).batch(indices).inputs;
      const scanned = imageSequences(images(pixels, 28), { imageSize: 7 }).batch(indices).inputs;
      assert.deepEqual(permuted, scanned.map((_, at) => scanned[order[at >> 1] * 2 + at % 2]));
    }
  });

  it("refuses image sizes that do not divide, and unknown options", () => {
    const digits = images(new Uint8Array(28 * 28), 28);
    for (const imageSize of [0, 3, 56, -7, 3.5, NaN]) {
      assert.throws(() => imageSequences(digits, { imageSize }), {
        name: "RangeError",
        message: /^Cannot read images as sequences: imageSize must .*, got (0|3|56|-7|3.5|NaN)$/,
      });
    }
    const permutation = "random" as PixelPermutation;
    assert.throws(() => imageSequences(digits, { permutation }), {
      name: "TypeError",
      message: /permutation must be one of none, uniform, authors, got "random"/,
    });
    const misspelt = { premutation: "uniform" } as ImageSequenceOptions;
    assert.throws(() => imageSequences(digits, misspelt), {
      name: "TypeError",
      message: /unknown option "premutation", the options are imageSize, permutation/,
    });
  });

  it("refuses indices outside the data set", () => {
    const dataset = imageSequences(images(new Uint8Array(3 * 4), 2));
    for (const index of [-1, 3]) {
      assert.throws(() => dataset.batch(new Int32Array([0, index])), {
        name: "RangeError",
        message: `Cannot build a batch: index ${index} is not in 0 … 2`,
      });
    }
  });
});
