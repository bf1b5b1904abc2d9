import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess } from "../fixtures/command_process.ts";
import { JsonLines } from "../run/json_lines.ts";
import type { MetricsRecord } from "../run/metrics_record.ts";

const { run } = CommandProcess;
const RECIPE = new URL("../fixtures/tiny_text.toml", import.meta.url).pathname;
const LINE = "The café has a cab; the cab has no café.\n";

describe("bnlstm on a text file", () => {
  let folder: string;
  const inFolder = (name: string) => join(folder, name);
  const train = (...flags: string[]) =>
    run("train", "--recipe", RECIPE, "--data-dir", folder, "--corpus", "a #1.txt", ...flags);

  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    // The last 5 % are the test part.
    await Deno.writeTextFile(inFolder("a #1.txt"), LINE.repeat(100) + "Ωb Ω".repeat(3));
    const { status, stdout, stderr } = await train("--run-dir", inFolder("run"));
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.match(
      stdout,
      /^data {5}character-lm, 10 time steps, \d+ training windows, 16 symbols$/m,
    );
    assert.match(stdout, /^unseen {3}6 of test: "Ω" 6$/m);
    assert.match(stdout, /^step 20\/20 {2}validation: loss \S+ {2}bits per character \d\.\d{3}/m);
    assert.match(stdout, /^test bits per character .* \(\d+ characters in 2 streams, checkpoint /m);
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("evaluates as the run did, in streams of its own or others, and reports what is unseen", async () => {
    const records = await JsonLines.read<MetricsRecord>(inFolder("run/metrics.jsonl"));
    const { loss, accuracy, predictions, bitsPerCharacter } = records.find((record) =>
      record.type === "test"
    )!;
    const flags = ["--data-dir", folder, "--json"];
    const { stdout, stderr } = await run("eval", inFolder("run"), ...flags);
    assert.partialDeepStrictEqual(JSON.parse(stdout || stderr), {
      split: "test",
      statistics: "pooled",
      examples: 2,
      loss,
      accuracy,
      predictions,
      bitsPerCharacter,
      unseen: { "Ω": 6 },
    });
    const one = JSON.parse((await run("eval", inFolder("run"), ...flags, "--streams", "1")).stdout);
    assert.deepEqual([one.examples, one.predictions], [1, predictions]);
    assert.notEqual(one.loss, loss);
    const text = await run("eval", inFolder("run"), "--data-dir", folder);
    assert.match(
      text.stdout,
      /^not predicted, since the training text lacks them: 6 of test: "Ω" 6$/m,
    );
  });

  it("compares statistics at several lengths, in a table, as JSON and in a drawing", async () => {
    const output = inFolder("lengths.svg");
    const flags = ["--data-dir", folder, "--split", "valid", "--lengths", "11,30,60"];
    const { stdout, stderr } = await run("eval", inFolder("run"), ...flags, "--output", output);
    assert.equal(stderr, "");
    assert.match(stdout, /^length +windows +population statistics +batch statistics$/m);
    assert.match(stdout, /^ +60 +3 +\d\.\d{3} +\d\.\d{3}$/m);
    assert.match(await Deno.readTextFile(output), /^<svg [^]*BN-LSTM, batch statistics[^]*<\/svg>/);
    const json = JSON.parse((await run("eval", inFolder("run"), ...flags, "--json")).stdout);
    assert.deepEqual(
      json.lengths.map(({ length, windows }: Record<string, number>) => [length, windows]),
      [[11, 18], [30, 6], [60, 3]],
    );
  });

  it("writes the same text for the same seed, after the prompt", async () => {
    const flags = ["--prompt", "The café", "--length", "20", "--top-k", "5"];
    const [first, again, other] = [
      await run("sample", inFolder("run"), ...flags),
      await run("sample", inFolder("run"), ...flags),
      await run("sample", inFolder("run"), ...flags, "--seed", "2"),
    ];
    assert.equal(first.stderr, "");
    assert.equal(first.stdout.length, "The café".length + 20 + 1);
    assert.ok(first.stdout.startsWith("The café"));
    assert.equal(again.stdout, first.stdout);
    assert.notEqual(other.stdout, first.stdout);
  });

  const refusals: [string, string | RegExp][] = [
    ["sample RUN --prompt Ωλ", 'Cannot continue the prompt: the model does not know "Ω", "λ"'],
    [
      "sample RUN --temperature -1",
      "option '--temperature <n>' argument '-1' is invalid. It must be a number >= 0.",
    ],
    [
      "eval RUN --data-dir DATA --streams 100000",
      /^Cannot read test in streams: there must be 1 … /,
    ],
    ["eval RUN --data-dir DATA --lengths 5,x", /"x" must be a whole number >= 1\.$/],
    ["eval RUN --data-dir DATA --lengths 99999", /^Cannot cut test into windows of 99999 /],
    [
      "eval RUN --data-dir DATA --lengths 200",
      "Cannot take batch statistics at length 200: test has one such window only",
    ],
    [
      "eval RUN --output a.svg",
      "Cannot use --output: only results for --lengths and --data are drawn",
    ],
    [
      "eval RUN --lengths 5 --streams 1",
      "Cannot use --streams with --lengths: a text is read either whole or cut",
    ],
    [
      "train character-lm --corpus bron",
      "Cannot use corpus bron: it is neither one of brown, gutenberg, ptb, text8 nor a file; " +
      "did you mean brown?",
    ],
    [
      "train character-lm --corpus ptb",
      "Cannot use corpus ptb: give the folder that holds ptb.train.txt, ptb.valid.txt, ptb.test.txt with " +
      "--data-dir",
    ],
    [
      "train character-lm --corpus ptb --data-dir DATA",
      "Cannot read data folder DATA: it has no ptb.train.txt (or ptb.char.train.txt)",
    ],
    [
      "train character-lm --corpus text8 --data-dir DATA/small",
      /^Cannot load text8: ".*text8" must have 100000000 bytes, got 9$/,
    ],
    [
      "train character-lm --corpus text8 --data-dir DATA/wrong",
      /^Cannot load text8: ".*text8" must hold a–z and space, byte 1 is 0x31$/,
    ],
    [
      "train character-lm --corpus ptb --data-dir DATA/cut_off",
      /^Cannot load the Penn Treebank: ".*ptb\.\w+\.txt" is cut off, its last line has no end$/,
    ],
    ["train character-lm --corpus DATA/empty.txt", /^Cannot load a text file: ".*" is empty$/],
    [
      "train character-lm --corpus DATA/latin1.txt",
      /^Cannot load a text file: ".*" is not UTF-8 text, byte 3 is 0xe9$/,
    ],
    [
      "train character-lm --corpus DATA/short.txt",
      /^Cannot build a corpus: valid needs at least 2 /,
    ],
    [
      "train character-lm --corpus DATA/large.txt",
      /^Cannot load a text file: ".*" has more than 268435456 bytes$/,
    ],
    [
      "train character-lm --corpus DATA/line.txt",
      "Cannot cut valid into windows of 100 symbols: it has 6",
    ],
    [
      "train --corpus brown",
      "Cannot use --corpus brown: task sequential-mnist has no such setting",
    ],
  ];

  beforeAll(async () => {
    for (const name of ["small", "wrong", "cut_off"]) await Deno.mkdir(inFolder(name));
    await Deno.writeTextFile(inFolder("small/text8"), "too small");
    await Deno.writeTextFile(inFolder("wrong/text8"), "a1");
    for (const split of ["train", "valid", "test"]) {
      await Deno.writeTextFile(inFolder(`cut_off/ptb.${split}.txt`), " a line\n and hal");
    }
    await Deno.writeTextFile(inFolder("empty.txt"), "");
    await Deno.writeFile(inFolder("latin1.txt"), Uint8Array.from([99, 97, 102, 0xe9, 10]));
    await Deno.writeTextFile(inFolder("short.txt"), "abcdefgh");
    await Deno.writeTextFile(inFolder("line.txt"), LINE.repeat(3));
    await Deno.writeTextFile(inFolder("large.txt"), "");
    await Deno.truncate(inFolder("large.txt"), 2 ** 28 + 1);
  });
  for (const [args, message] of refusals) {
    it(`refuses ${args} in one sentence`, async () => {
      const command = args.split(" ").map((arg) =>
        arg.replace("DATA", folder).replace("RUN", inFolder("run"))
      );
      const { status, stdout, stderr } = await run(...command);
      const said = stderr.replaceAll(folder, "DATA");
      assert.equal(status, 2, said + stdout);
      assert.equal(stdout, "");
      assert.equal(said.split("\n").length, 2, said);
      const line = said.replace(/^bnlstm: /, "").trimEnd();
      if (typeof message === "string") assert.equal(line, message);
      else assert.match(line, message);
    });
  }
});
