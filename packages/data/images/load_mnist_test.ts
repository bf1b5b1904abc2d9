import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, assertClose, beforeEach, describe, it } from "@bnlstm/testing";
import { loadMnist, type MnistOptions, type MnistSplit } from "./load_mnist.ts";

/** MD5 of the files as published, and the number of each digit 0 … 9 in them. */
const published = {
  "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
  "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
  "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
  "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
};
const trainDigits = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
const testDigits = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

const realFetch = globalThis.fetch;
let fetched: string[] = [];

function histogram(...labels: Uint8Array[]): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const part of labels) for (const label of part) counts[label]++;
  return counts;
}

async function packaged(name: string): Promise<Uint8Array> {
  const url = fetched.find((url) => url.endsWith(name));
  return await readFile(new URL(url!));
}

describe("loadMnist()", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mnist-"));
    fetched = [];
    globalThis.fetch = (url, init) => {
      fetched.push(String(url));
      return realFetch(url, init);
    };
  });

  afterEach(async () => {
    globalThis.fetch = realFetch;
    await rm(folder, { recursive: true });
  });

  it("loads the published files from the npm package, in the splits of the paper", async () => {
    const { train, valid, test } = await loadMnist();
    assert.deepEqual([train, valid, test].map(({ labels }) => labels.length), [
      50_000,
      10_000,
      10_000,
    ]);
    for (const { pixels, labels, imageSize, classes } of [train, valid, test]) {
      assert.deepEqual([imageSize, classes], [28, 10]);
      assert.equal(pixels.length, labels.length * 28 * 28);
    }
    assert.deepEqual(histogram(train.labels, valid.labels), trainDigits);
    assert.deepEqual(histogram(test.labels), testDigits);
    assert.deepEqual(fetched.length, 4);
    for (const [name, md5] of Object.entries(published)) {
      const hash = createHash("md5").update(await packaged(name)).digest("hex");
      assert.equal(hash, md5, name);
    }
  });

  it("reads real digits: the first labels, and the well-known mean and deviation", async () => {
    const { train, valid, test } = await loadMnist();
    assert.deepEqual([...train.labels.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    assert.deepEqual([...test.labels.subarray(0, 10)], [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    let sum = 0;
    let squares = 0;
    for (const { pixels } of [train, valid]) {
      for (const pixel of pixels) {
        sum += pixel;
        squares += pixel * pixel;
      }
    }
    const mean = sum / (60_000 * 784);
    const deviation = Math.sqrt(squares / (60_000 * 784) - mean ** 2);
    // The constants that MNIST is commonly normalized with, given to four digits.
    assertClose([mean / 255, deviation / 255], [0.1307, 0.3081], { absolute: 5e-5, relative: 0 });
  });

  it("fetches only the files that hold what is asked for", async () => {
    const loaded = await loadMnist({ splits: ["test"] });
    assert.deepEqual(Object.keys(loaded), ["test"]);
    assert.deepEqual(fetched.map((url) => url.split("/").at(-1)).sort(), [
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ]);
    fetched = [];
    await loadMnist({ splits: ["valid", "train"] });
    assert.equal(fetched.length, 2);
  });

  describe("with baseUrl", () => {
    const load = (baseUrl: string | URL) => loadMnist({ splits: ["test"], baseUrl });

    async function save(images: string, labels: string): Promise<void> {
      await loadMnist({ splits: ["test"] });
      for (const name of [images, labels]) {
        const original = name.replace(".idx", "-idx").replace(".gz", "");
        const bytes = await packaged(original);
        await writeFile(join(folder, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
      }
    }

    it("finds the files plain, compressed, and named with a dot", async () => {
      const { test } = await loadMnist({ splits: ["test"] });
      await save("t10k-images-idx3-ubyte.gz", "t10k-labels.idx1-ubyte");
      assert.deepEqual((await load(pathToFileURL(folder))).test, test);
      await save("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte.gz");
      assert.deepEqual((await load(`${pathToFileURL(folder)}/`)).test, test);
    });

    it("loads over HTTP", async () => {
      await save("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
      globalThis.fetch = async (url) => {
        const name = String(url).replace("https://example.org/mnist/", "");
        const bytes = await readFile(join(folder, name)).catch(() => undefined);
        return bytes
          ? new Response(new Uint8Array(bytes))
          : new Response("no such page", { status: 404 });
      };
      const { test } = await load("https://example.org/mnist");
      assert.deepEqual(histogram(test.labels), testDigits);
    });

    it("names every file it looked for when there is none", async () => {
      globalThis.fetch = () => Promise.resolve(new Response("", { status: 404 }));
      const names = ["-idx3-ubyte", "-idx3-ubyte.gz", ".idx3-ubyte", ".idx3-ubyte.gz"];
      await assert.rejects(load("https://example.org/mnist"), {
        message: [
          "Cannot load MNIST: no file could be fetched",
          ...names.map((name) => `https://example.org/mnist/t10k-images${name}: HTTP status 404`),
        ].join("\n  "),
      });
      globalThis.fetch = realFetch;
      await assert.rejects(load(pathToFileURL(folder)), /^Error: Cannot load MNIST: no file/);
    });

    it("refuses files that are damaged or not MNIST", async () => {
      await save("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
      const file = join(folder, "t10k-labels-idx1-ubyte");
      const labels = await readFile(file);

      await writeFile(file, labels.subarray(0, 9000));
      await assert.rejects(load(pathToFileURL(folder)), {
        name: "RangeError",
        message: /t10k-labels-idx1-ubyte": its header promises 10000 .* ends after 9000/,
      });

      await writeFile(file, new Uint8Array([0, 0, 8, 1, 0, 0, 0, 2, 3, 4]));
      await assert.rejects(load(pathToFileURL(folder)), {
        name: "RangeError",
        message: /t10k-labels-idx1-ubyte" holds 2 elements, expected 10000/,
      });

      labels[8 + 17] = 26;
      await writeFile(file, labels);
      await assert.rejects(load(pathToFileURL(folder)), {
        name: "RangeError",
        message: "Cannot load MNIST: label 17 of t10k-labels is 26, expected 0 … 9",
      });
    });
  });

  it("refuses unknown splits and options", async () => {
    await assert.rejects(loadMnist({ splits: ["validation" as MnistSplit] }), {
      name: "TypeError",
      message: /splits\[0\] must be one of train, valid, test, got "validation"/,
    });
    await assert.rejects(loadMnist({ dataDir: "mnist" } as MnistOptions), {
      name: "TypeError",
      message: /unknown option "dataDir", the options are splits, baseUrl/,
    });
  });
});
