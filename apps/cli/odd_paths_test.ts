import type { RunConfig } from "@bnlstm/train";
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import { readRecipe } from "./config/recipes.ts";
import { resolveConfig } from "./config/resolve_config.ts";
import { locateData } from "./run/data_source.ts";
import { openFile } from "./run/open_file.ts";
import { PredictionWriter } from "./run/prediction_writer.ts";
import { locateCheckpoint, readCheckpoint } from "./run/read_checkpoint.ts";
import { RunFolder } from "./run/run_folder.ts";
import { RunLock } from "./run/run_lock.ts";
import { checkOutput, writeOutput } from "./run/write_output.ts";

/** What each command does with a path, and whether what is there already is in its way. */
const USES: Record<string, { use(path: string): Promise<unknown>; reads: boolean }> = {
  recipe: { use: readRecipe, reads: true },
  data: { use: (path) => openFile(path), reads: true },
  corpus: { use: (path) => locateData(textConfig(path), undefined), reads: true },
  "data folder": { use: (path) => locateData(digitsConfig(), path), reads: true },
  run: { use: RunFolder.open, reads: true },
  output: {
    use: async (path) => {
      await checkOutput(path);
      await writeOutput(path, "");
    },
    reads: false,
  },
  predictions: {
    use: (path) => PredictionWriter.open(path, [], "csv", { heads: [] } as never),
    reads: false,
  },
  "new run": { use: (path) => RunFolder.create(path), reads: false },
  lock: { use: RunLock.take, reads: true },
};

const textConfig = (corpus: string): RunConfig =>
  resolveConfig(
    { name: "a", text: `task = "character-lm"\n[data]\ncorpus = '${corpus}'` },
    new Map(),
  );
const digitsConfig = (): RunConfig => resolveConfig(undefined, new Map());

describe("a path that cannot be used", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    await Deno.writeTextFile(join(folder, "file"), "x");
    await Deno.symlink(join(folder, "loop"), join(folder, "loop"));
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** It ends in a sentence of the user's own words, without numbers of the system. */
  async function refused(name: string, path: string): Promise<string> {
    const error = await USES[name].use(path).then(() => undefined, (error) => error);
    assert.equal(error?.name, "InputError", `${name} ${path}: ${error?.stack}`);
    assert.match(error.message, /^Cannot /);
    assert.doesNotMatch(error.message, /os error|undefined|null|\n/);
    return error.message;
  }

  for (const [name, { reads }] of Object.entries(USES)) {
    it(`is refused as ${name}`, async () => {
      const inFile = await refused(name, join(folder, "file", "x"));
      assert.match(inFile, /is not a folder/);
      assert.match(await refused(name, join(folder, "x".repeat(300))), /name is too long/);
      if (name !== "new run") {
        assert.match(await refused(name, join(folder, "loop")), /links lead in a circle/);
      }
      if (reads) {
        assert.match(await refused(name, join(folder, "none")), /no such|nor a file|neither/);
      }
      if (["recipe", "data", "corpus", "output", "predictions"].includes(name)) {
        assert.match(await refused(name, folder), /it is a folder/);
      }
    });
  }

  it("is refused where it is empty", async () => {
    for (const name of ["output", "new run"]) {
      assert.match(await refused(name, ""), /its name is empty/);
    }
  });

  it("is refused as a run in which a file is a pipe, without waiting for it", async () => {
    if (Deno.build.os === "windows") return;
    for (const name of ["config.toml", "metrics.jsonl", ".lock", "best.safetensors"]) {
      const run = join(folder, `run with ${name}`);
      await Deno.mkdir(run);
      await Deno.writeTextFile(join(run, "last.safetensors"), "x");
      await new Deno.Command("mkfifo", { args: [join(run, name)] }).output();
      assert.match(await refused("run", run), new RegExp(`${name} in it is not a file$`));
      if (name !== "best.safetensors") continue;
      await assert.rejects(locateCheckpoint(run), /best.safetensors: it is not a file$/);
    }
  });

  it("is refused as a checkpoint that would not fit into memory, without reading it", async () => {
    const path = join(folder, "large.safetensors");
    await Deno.create(path).then((file) => file.close());
    await Deno.truncate(path, 2 ** 32 + 1);
    await assert.rejects(readCheckpoint(path), {
      name: "InputError",
      message: `Cannot read checkpoint ${path}: it has more than 4294967296 bytes`,
    });
    await Deno.remove(path);
  });

  it("does not hide a good file under another documented name", async () => {
    const data = join(folder, "ptb");
    await Deno.mkdir(join(data, "ptb.train.txt"), { recursive: true });
    await Deno.symlink(join(data, "ptb.train.txt"), join(data, "ptb.valid.txt"));
    await Deno.symlink(join(data, "nowhere"), join(data, "ptb.test.txt"));
    for (const split of ["train", "valid", "test"]) {
      await Deno.writeTextFile(join(data, `ptb.char.${split}.txt`), "a b _ c\n".repeat(999));
    }
    const located = await locateData({ ...textConfig("ptb") }, data);
    assert.match(String(located.data.shape.symbols), /a/);
  });
});

describe("a recipe from Windows", () => {
  it("is read with its line ends, and says how to write its paths", () => {
    const toml = (path: string) => `task = "character-lm"\r\n[data]\r\ncorpus = ${path}\r\n`;
    const corpus = (path: string) =>
      (resolveConfig({ name: "a.toml", text: toml(path) }, new Map()).data as { corpus: string })
        .corpus;
    assert.equal(corpus("'C:\\texts\\my book.txt'"), "C:\\texts\\my book.txt");
    assert.equal(corpus("'\\\\server\\texts\\x.txt'"), "\\\\server\\texts\\x.txt");
    assert.throws(
      () => corpus('"C:\\data\\x.txt"'),
      /line 3; a path with backslashes goes between single quotes/,
    );
  });

  it("shows a number that cannot be meant as it is", () => {
    const text = "[training]\nsteps = nan\n";
    assert.throws(
      () => resolveConfig({ name: "a", text }, new Map()),
      /training.steps = NaN of recipe a/,
    );
  });
});
