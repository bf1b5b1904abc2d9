import { imageSequences } from "@bnlstm/data";
import type { SequenceClassifier } from "@bnlstm/train/models";
import {
  add,
  matMul,
  reshape,
  softmax,
  type Tensor2D,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { type OpenRequest, TrainingSession } from "../../client/training_session.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { spreadSums } from "./digits_file.ts";
import { digitParts, loadDigits, pixelOptions } from "./load_digits.ts";

const session = new TrainingSession(loadDigits);

const answers = {
  open: (request: OpenRequest) => session.open(request),
  play: (until?: number) => session.play(until),
  pause: () => session.pause(),
  checkpoint: () => session.checkpoint(),
  digest: () => session.digest(),
  restore: (bytes: Uint8Array, assets: string) => session.restore(bytes, assets),
  read,
  testDigit,
};

/** What the worker of the digits answers. */
export type DigitAnswers = typeof answers;

answerPage(answers);

/** The pixels of an image in the order in which they are read, and the ten probabilities after each. */
export interface Reading {
  /** Grey levels 0 … 1 by time step. */
  pixels: number[];
  /** Probability of each digit by time step `[49][10]`. */
  probabilities: number[][];
}

/** Reads one image, given as sums over its 4x4 blocks, as it would be read in evaluation. */
async function read(sums: number[]): Promise<Reading> {
  const { run } = session;
  const { statistics } = await session.still(() => run.checkpoint());
  const { lstm, parameters } = run.model as SequenceClassifier;
  const image = { pixels: spreadSums(sums), labels: new Uint8Array(1), imageSize: 28, classes: 10 };
  const { inputs, timeSteps } = imageSequences(image, pixelOptions(run.config)).batch(
    new Int32Array(1),
  );
  const probabilities = tidy(() => {
    const x = tensor3d(inputs, [timeSteps, 1, 1]);
    const { hs } = lstm.apply(x, { mode: "eval", statistics });
    const h = reshape(hs!, [timeSteps, -1]) as Tensor2D;
    return softmax(add(matMul(h, parameters["head.weight"]), parameters["head.bias"]));
  });
  const values = await probabilities.array() as number[][];
  probabilities.dispose();
  return { pixels: [...inputs], probabilities: values };
}

/** An image of the test set as sums over its 4x4 blocks, and its digit. */
async function testDigit(
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
