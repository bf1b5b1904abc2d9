import { BatchSampler, imageSequences, type LabeledImages, type SequenceBatch } from "@bnlstm/data";

/** Images in the batch. */
const FLOW_IMAGES = 32;
/** Training images that the command draws from. */
const DRAWN_FROM = 1000;
/** Seed of everything in this demo: the command's own. */
export const FLOW_SEED = 1;

/**
 * Reads the images of the demo, 28x28 bytes each and then their labels, as one batch of sequences.
 *
 * @param imageSize Side to average them to: 28, 14 or 7.
 */
export function flowBatch(buffer: ArrayBuffer, imageSize: number): SequenceBatch {
  const pixels = new Uint8Array(buffer, 0, FLOW_IMAGES * 28 ** 2);
  const labels = new Uint8Array(buffer, pixels.length, FLOW_IMAGES);
  return imageSequences({ pixels, labels, imageSize: 28, classes: 10 }, { imageSize })
    .batch(Int32Array.from({ length: FLOW_IMAGES }, (_, i) => i));
}

/** The images that `bnlstm figure gradient-flow` draws from a training set, as {@linkcode flowBatch} reads them. */
export function encodeFlowImages({ pixels, labels }: LabeledImages): Uint8Array<ArrayBuffer> {
  const drawn = BatchSampler.create({ size: DRAWN_FROM, batchSize: FLOW_IMAGES, seed: FLOW_SEED })
    .nextBatch();
  const bytes = new Uint8Array(FLOW_IMAGES * (28 ** 2 + 1));
  drawn.forEach((index, i) => {
    bytes.set(pixels.subarray(index * 28 ** 2, (index + 1) * 28 ** 2), i * 28 ** 2);
    bytes[FLOW_IMAGES * 28 ** 2 + i] = labels[index];
  });
  return bytes;
}
