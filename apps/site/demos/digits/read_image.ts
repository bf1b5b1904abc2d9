import { imageSequences } from "@bnlstm/data";
import type { SequenceClassifier } from "@bnlstm/train/models";
import { softmax, squeeze, tidy } from "@tensorflow/tfjs-core";
import type { ModelInUse } from "../../client/model_in_use.ts";
import { spreadSums } from "./digits_file.ts";
import { digitParts, pixelOptions } from "./load_digits.ts";

/** The pixels of an image in the order in which they are read, and the ten probabilities after each. */
export interface Reading {
  /** Gray levels 0 … 1 by time step. */
  pixels: number[];
  /** Probability of each digit by time step `[T][10]`. */
  probabilities: number[][];
}

/** Reads one image, given as sums over its 4x4 blocks, as it would be read in evaluation. */
export async function readImage(
  { model, statistics, config }: ModelInUse,
  sums: readonly number[],
): Promise<Reading> {
  const image = { pixels: spreadSums(sums), labels: new Uint8Array(1), imageSize: 28, classes: 10 };
  const batch = imageSequences(image, pixelOptions(config)).batch(new Int32Array(1));
  const probabilities = tidy(() =>
    softmax(squeeze((model as SequenceClassifier).classifySteps(batch, statistics), [1]))
  );
  const values = await probabilities.array() as number[][];
  probabilities.dispose();
  return { pixels: [...batch.inputs], probabilities: values };
}

/** An image of the test set as sums over its 4x4 blocks, and its digit. */
export async function testDigit(
  index: number,
  assets: string,
): Promise<{ sums: number[]; label: number }> {
  const { test } = await digitParts(assets);
  const sums = new Array(49).fill(0);
  for (let i = 0; i < 28 ** 2; i++) {
    sums[Math.floor(i / 112) * 7 + Math.floor(i % 28 / 4)] += test.pixels[index * 28 ** 2 + i];
  }
  return { sums, label: test.labels[index] };
}
