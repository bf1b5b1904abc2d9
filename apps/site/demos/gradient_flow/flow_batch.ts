import { imageSequences, type LabeledImages, type SequenceBatch } from "@bnlstm/data";

/** Images in the batch. */
export const FLOW_IMAGES = 32;

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

/** The first images of a set, as {@linkcode flowBatch} reads them. */
export function encodeFlowImages({ pixels, labels }: LabeledImages): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FLOW_IMAGES * (28 ** 2 + 1));
  bytes.set(pixels.subarray(0, FLOW_IMAGES * 28 ** 2));
  bytes.set(labels.subarray(0, FLOW_IMAGES), FLOW_IMAGES * 28 ** 2);
  return bytes;
}
