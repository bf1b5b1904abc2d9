import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tinyTextConfig } from "../fixtures/tiny_text.ts";
import { loadTaskData } from "./load_task_data.ts";

const load = (corpus: string, baseUrl?: string | URL) =>
  loadTaskData(tinyTextConfig({ data: { corpus } }), { baseUrl });

describe("the task character-lm", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    await Deno.mkdir(join(folder, "50 %"));
    await Deno.writeTextFile(join(folder, "50 %", "what?#.txt"), "na".repeat(100));
    await Deno.writeTextFile(join(folder, "text8"), "no");
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("reads any text file, whatever it is called, from its folder or by its own URL", async () => {
    const base = pathToFileURL(folder + "/");
    const { shape } = await load("50 %/what?#.txt", base);
    assert.deepEqual(shape.symbols, ["a", "n"]);
    const own = pathToFileURL(join(folder, "50 %", "what?#.txt"));
    assert.deepEqual((await load("something", own)).shape, shape);
  });

  it("reads the official files where it is told to look, and refuses to guess", async () => {
    await assert.rejects(
      load("text8", pathToFileURL(folder + "/")),
      /^RangeError: Cannot load text8: ".*\/text8" must have 100000000 bytes, got 2$/,
    );
    await assert.rejects(
      load("ptb", pathToFileURL(folder + "/")),
      /^Error: Cannot load the Penn Treebank: no file could be fetched/,
    );
    for (const [corpus, name] of [["ptb", "the Penn Treebank"], ["text8", "text8"]]) {
      await assert.rejects(
        async () => await load(corpus),
        new TypeError(`Cannot load ${name}: baseUrl, the folder it is in, is missing`),
      );
    }
  });

  it("has the Brown corpus where no text is named", async () => {
    const data = await loadTaskData(tinyTextConfig({ data: { windowLength: 100 } }));
    assert.equal(data.shape.inputSize, 50);
    assert.ok(data.sizes.train > 50_000);
  });
});
