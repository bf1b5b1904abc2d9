import type { LabeledImages } from "@bnlstm/data";

/** Sums of the gray levels of 4x4 blocks `[size, 7, 7]`, and labels. */
export interface DigitSums {
  sums: Uint16Array;
  labels: Uint8Array;
}

/** The parts of a file of digits. */
export type DigitParts<Part> = Record<"train" | "valid" | "test", Part>;

const PARTS = ["train", "valid", "test"] as const;
const BLOCK = 4;
const SIZE = 7;

/**
 * A file of digits: the number of images of each part as 32-bit integers, then all sums as 16-bit integers, then all
 * labels; little endian.
 */
export function encodeDigits(parts: DigitParts<DigitSums>): Uint8Array<ArrayBuffer> {
  const counts = Uint32Array.from(PARTS, (part) => parts[part].labels.length);
  const pieces = [
    counts,
    ...PARTS.map((part) => parts[part].sums),
    ...PARTS.map((part) => parts[part].labels),
  ];
  const bytes = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of pieces) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/**
 * Reads a file of digits. The images are 28x28 with the sums of the file in each 4x4 block, so that averaging them to
 * 7x7 gives to the bit what the images of MNIST give.
 */
export function decodeDigits(buffer: ArrayBuffer): DigitParts<LabeledImages> {
  const counts = new Uint32Array(buffer, 0, PARTS.length);
  const total = counts.reduce((a, b) => a + b);
  const sums = new Uint16Array(buffer, counts.byteLength, total * SIZE ** 2);
  const labels = new Uint8Array(buffer, counts.byteLength + sums.byteLength, total);
  let from = 0;
  return Object.fromEntries(PARTS.map((part, i) => {
    const to = from + counts[i];
    const images = {
      pixels: spreadSums(sums.subarray(from * SIZE ** 2, to * SIZE ** 2)),
      labels: labels.subarray(from, to),
      imageSize: SIZE * BLOCK,
      classes: 10,
    };
    from = to;
    return [part, images];
  })) as DigitParts<LabeledImages>;
}

/** Images whose 4x4 blocks have given sums. */
export function spreadSums(sums: ArrayLike<number>): Uint8Array {
  const pixels = new Uint8Array(sums.length * BLOCK ** 2);
  for (let at = 0; at < sums.length; at++) {
    const [row, column] = [Math.floor(at / SIZE), at % SIZE];
    for (let k = 0; k < BLOCK ** 2; k++) {
      const place = (row * BLOCK + Math.floor(k / BLOCK)) * SIZE * BLOCK + column * BLOCK +
        k % BLOCK;
      pixels[place] = Math.floor((sums[at] + BLOCK ** 2 - 1 - k) / BLOCK ** 2);
    }
  }
  return pixels;
}
