import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "./fixtures/command_process.ts";

const { run } = CommandProcess;

describe("bnlstm", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    await Deno.mkdir(join(folder, "empty"));
    // A run may begin in a folder that has nothing in it.
    await Deno.writeTextFile(join(folder, "empty/notes.txt"), "");
    await Deno.writeTextFile(join(folder, "no_checkpoint"), "safe?");
    await Deno.writeTextFile(join(folder, "typo.toml"), "[model]\nhidenSize = 10\n");
    await Deno.mkdir(join(folder, "truncated"));
    for (const name of ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3"]) {
      await Deno.writeFile(join(folder, "truncated", `${name}-ubyte`), new Uint8Array(20));
    }
    await Deno.writeFile(join(folder, "truncated/t10k-labels-idx1-ubyte"), new Uint8Array(3));
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  for (
    const command of [
      "train",
      "resume",
      "eval",
      "inspect",
      "plot",
      "figure",
      "export",
      "import",
      "backends",
    ]
  ) {
    it(`explains ${command}`, async () => {
      const { status, stdout } = await run(command, "--help");
      assert.equal(status, 0);
      assert.ok(stdout.startsWith(`Usage: bnlstm ${command} `), stdout);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
    });
  }

  it("knows its version", async () => {
    assert.match((await run("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("lists the backends with their threads and device", async () => {
    assert.match((await run("backends")).stdout, /^cpu +yes +1 {2}\S/m);
  });

  it("prints settings as a recipe that gives the same settings", async () => {
    const file = join(folder, "printed.toml");
    const { stdout } = await run("train", "--hidden-size", "12", "--print-config");
    assert.match(stdout, /^hiddenSize = 12$/m);
    await Deno.writeTextFile(file, stdout);
    assert.equal((await run("train", "--recipe", file, "--print-config")).stdout, stdout);
  });

  /** Arguments, with FOLDER for the folder above, and the one line they are refused with. */
  const refusals: [string, string | RegExp][] = [
    ["trian", "unknown command 'trian'; did you mean train?"],
    ["train --hiden-size 3", "unknown option '--hiden-size'; did you mean --hidden-size?"],
    ["train --steps", "option '--steps <n>' argument missing"],
    ["train --steps many", "Cannot use --steps many: it must be a whole number >= 1"],
    ["train sequential-cifar", /^command-argument value 'sequential-cifar' is invalid/],
    ["train --backend cpus", /^Cannot use backend "cpus": .*; did you mean cpu\?$/],
    [
      "train --recipe paper_sequential_mnits",
      "Cannot read recipe paper_sequential_mnits: there is no such recipe or file; " +
      "did you mean paper_sequential_mnist?",
    ],
    [
      "train --recipe FOLDER/typo.toml",
      "Cannot read recipe FOLDER/typo.toml: unknown key model.hidenSize; " +
      "did you mean model.hiddenSize?",
    ],
    ["train --blas", 'Cannot use --blas with backend "cpu": it is only for wasm'],
    [
      "train --backend wasm --blas",
      "Cannot use a native BLAS: it needs the permission --allow-ffi",
    ],
    ["train --backend wasm --threads 0", /^option '--threads <n>' .* whole number >= 1\.$/],
    ["train --batch-size 1", /^Cannot train: batch size must be at least 2 /],
    ["train --run-dir FOLDER/truncated", /^Cannot create run folder FOLDER\/truncated: it exists/],
    ["train --run-dir /proc/run", /^Cannot create run folder \/proc\/run: /],
    ["train --data-dir FOLDER/nowhere", /^Cannot read data folder FOLDER\/nowhere: /],
    [
      "train --data-dir FOLDER/empty",
      "Cannot read data folder FOLDER/empty: it has no train-images-idx3-ubyte (or .gz)",
    ],
    ["train --data-dir FOLDER/truncated", /^Cannot .*truncated\//],
    ["resume FOLDER/nowhere", "Cannot open run FOLDER/nowhere: there is no such folder"],
    [
      "eval FOLDER/empty",
      "Cannot read checkpoint FOLDER/empty/best.safetensors: there is no such file",
    ],
    ["inspect FOLDER/no_checkpoint", /^Cannot read checkpoint FOLDER\/no_checkpoint: /],
    [
      "export FOLDER/nowhere --format onnx --output FOLDER/a.onnx",
      "Cannot read model FOLDER/nowhere: there is no such file",
    ],
    [
      "export FOLDER/no_checkpoint --format onnx --output FOLDER/a.onnx",
      /^Cannot read checkpoint FOLDER\/no_checkpoint: /,
    ],
    [
      "export FOLDER/empty --format pytorch --streaming --output FOLDER/a",
      "Cannot use --streaming with --format pytorch: it is only for onnx",
    ],
    [
      "import FOLDER/no_checkpoint --format pytorch --output FOLDER/a",
      /^Cannot import the PyTorch model: the file is truncated/,
    ],
    [
      "import FOLDER/no_checkpoint --format tfjs --output FOLDER/a",
      "Cannot import FOLDER/no_checkpoint: it is not JSON",
    ],
    [
      "import FOLDER/no_checkpoint --format pytorch",
      "Cannot import: give either --output or --run-dir",
    ],
    ["plot FOLDER/empty --output FOLDER/a.svg", /^Cannot open run FOLDER\/empty: /],
    ["plot FOLDER/empty", "required option '--output <file>' not specified"],
  ];
  for (const [args, message] of refusals) {
    it(`refuses ${args} in one sentence`, async () => {
      const command = args.split(" ").map((arg) => arg.replace("FOLDER", folder));
      if (command[0] === "train" && !args.includes("--recipe")) {
        command.splice(1, 0, "--recipe", TINY_RECIPE);
      }
      const { status, stdout, stderr } = await run(...command);
      const said = stderr.replaceAll(folder, "FOLDER");
      assert.equal(status, 2, said + stdout);
      assert.equal(stdout, "");
      assert.equal(said.split("\n").length, 2, said);
      const line = said.replace(/^bnlstm: /, "").trimEnd();
      if (typeof message === "string") assert.equal(line, message);
      else assert.match(line, message);
    });
  }

  it("exits with 1 and the reason when the loss is no longer finite", async () => {
    const path = join(folder, "diverged");
    const flags = "--optimizer sgd --learning-rate 1e38 --clip-norm 0 --normalization none";
    const args = ["train", "--recipe", TINY_RECIPE, "--run-dir", path, ...flags.split(" ")];
    const { status, stderr } = await run(...args);
    assert.match(stderr, /^bnlstm: Cannot train: .* is not finite at step \d+\n$/);
    assert.equal(status, 1);
  });
});
