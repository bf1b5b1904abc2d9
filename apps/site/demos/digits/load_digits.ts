import { type ImageSequenceOptions, imageSequences, type LabeledImages } from "@bnlstm/data";
import type { RunConfig, TaskData } from "@bnlstm/train";
import { sequenceTaskData } from "@bnlstm/train/tasks";
import { fetchData } from "../../client/fetch_data.ts";
import { decodeDigits, type DigitParts } from "./digits_file.ts";

let digits: Promise<DigitParts<LabeledImages>> | undefined;

/** The images of the site, fetched once. */
export function digitParts(assets: string): Promise<DigitParts<LabeledImages>> {
  return digits ??= fetchData("digits", assets).then(decodeDigits);
}

/**
 * The digits as a run learns them.
 *
 * @throws {RangeError} If its settings ask for more digits or other sizes than this site has.
 */
export async function loadDigits(config: RunConfig, assets: string): Promise<TaskData<unknown>> {
  const parts = await digitParts(assets);
  const { imageSize, trainExamples, validExamples, testExamples } = (config as PixelConfig).data;
  const sizes = { train: trainExamples, valid: validExamples, test: testExamples };
  if (imageSize !== 7) {
    throw new RangeError(
      `Cannot use data.imageSize = ${imageSize}: this page has only images of 7x7 pixels`,
    );
  }
  const sequences = (part: keyof typeof sizes) => {
    const { pixels, labels, ...rest } = parts[part];
    const size = sizes[part];
    if (size > labels.length) {
      throw new RangeError(
        `Cannot use data.${part}Examples = ${size}: this page has only ${labels.length}`,
      );
    }
    const images = { pixels: pixels.subarray(0, size * 28 ** 2), labels: labels.subarray(0, size) };
    return imageSequences({ ...images, ...rest }, pixelOptions(config));
  };
  return sequenceTaskData({
    train: sequences("train"),
    valid: sequences("valid"),
    test: sequences("test"),
  }) as TaskData<unknown>;
}

type PixelConfig = RunConfig<"sequential-mnist"> | RunConfig<"permuted-mnist">;

/** How a run reads the pixels of an image. */
export function pixelOptions(config: RunConfig): ImageSequenceOptions {
  const { data, task } = config as PixelConfig;
  const { imageSize } = data;
  if (task === "sequential-mnist") return { imageSize };
  const { permutation, permutationSeed } = data as RunConfig<"permuted-mnist">["data"];
  return { imageSize, permutation, permutationSeed };
}
