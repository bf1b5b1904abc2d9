import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { commandLine } from "./command_line.ts";
import { CommandProcess } from "./fixtures/command_process.ts";
import { withStatistics } from "./run/population_statistics.ts";
import { readCheckpoint } from "./run/read_checkpoint.ts";

const { run } = CommandProcess;
const docs = new URL("../../docs/", import.meta.url);

/** The commands of the walk, as docs/own_data.md has them. */
async function commands(): Promise<string[]> {
  const text = await Deno.readTextFile(new URL("own_data.md", docs));
  return [...text.matchAll(/```sh\nbnlstm (.*)\n```/g)].map(([, command]) => command);
}

describe("the walk of docs/own_data.md", () => {
  let folder: string;
  const at = (path: string) => join(folder, path);
  const inFolder = (word: string) => /^runs\/|\.(csv|svg)$/.test(word) ? at(word) : word;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    for (const name of ["weeks.csv", "new_weeks.csv"]) {
      await Deno.copyFile(new URL(`own_data/${name}`, docs), at(name));
    }
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("goes from a file to predictions", async () => {
    const [look, train, predict, check, ...rest] = await commands();
    assert.equal(rest.length, 0);
    const done = async (command: string) => {
      const { status, stdout, stderr } = await run(...command.split(" ").map(inFolder));
      assert.equal(status, 0, stderr);
      return stdout;
    };
    assert.match(await done(look), /season .* class\n[^]*196 sequences of 7 … 7 steps/);
    const trained = await done(train);
    const [, accuracy] = /^test accuracy ([\d.]+)%/m.exec(trained)!;
    // Seasons have one another's weather. A rule that learns nothing is right in a quarter of the weeks.
    assert.ok(Number(accuracy) > 45, trained);
    assert.match(await done(predict), /^12 predictions in /);
    const lines = (await Deno.readTextFile(at("seasons.csv"))).trim().split("\n");
    assert.match(lines[1], /^2015-W4\d,(autumn|winter),[\d.,e-]+$/);
    assert.match(await done(check), /^accuracy [\d.]+%, macro F1 [\d.]+%\n/);
    assert.match(await Deno.readTextFile(at("confusion.svg")), /^<svg [^]*winter/);
    const checkpoint = await readCheckpoint(at("runs/weeks/best.safetensors"));
    assert.ok(withStatistics(checkpoint, "pooled").population);
    assert.equal(withStatistics(checkpoint, "moving-average").population, undefined);
  });

  it("prints the settings of the run, which follow from the data", async () => {
    const [, train] = await commands();
    const words = train.split(" ").map(inFolder);
    const { stdout, stderr } = await run(...words, "--print-config");
    assert.equal(stderr, "");
    const trained = await Deno.readTextFile(at("runs/weeks/config.toml"));
    assert.equal(stdout.replace('backend = "auto"', 'backend = "wasm"'), trained);
  });

  it("refuses in one sentence what it cannot read", async () => {
    await Deno.writeTextFile(
      at("text.csv"),
      "week,date,rain,warmest,coldest,wind,sky\na,2012-01-01,wet,1,2,3,sun\n",
    );
    await Deno.writeTextFile(at("empty.csv"), "");
    const refuses = async (command: string, problem: string) => {
      const { status, stderr } = await run(...command.split(" ").map(inFolder));
      assert.equal(stderr.replaceAll(folder + "/", ""), `bnlstm: ${problem}\n`);
      assert.equal(status, 2);
    };
    const unchanged = async (name: string, predict: () => Promise<void>) => {
      const before = await Deno.readTextFile(at(name));
      await predict();
      assert.equal(await Deno.readTextFile(at(name)), before);
    };
    await unchanged("seasons.csv", () =>
      refuses(
        "predict runs/weeks text.csv --output seasons.csv",
        'Cannot read text.csv: line 2, column 3 (rain): "wet" is not a number',
      ));
    await unchanged("new_weeks.csv", () =>
      refuses(
        "predict runs/weeks new_weeks.csv --output new_weeks.csv",
        "Cannot write new_weeks.csv: it is the file that is read",
      ));
    await refuses("describe empty.csv", "Cannot read empty.csv: it is empty");
    await refuses("describe none.csv", "Cannot read none.csv: there is no such file");
    await refuses(
      "train sequence-classification --train-file weeks.csv --label-column kind",
      'Cannot read weeks.csv: it has no column "kind"; it has week, date, rain, warmest, coldest, wind, sky, season',
    );
  });

  it("refuses to evaluate a file as it cannot", async () => {
    for (
      const [flags, problem] of [
        [
          "--statistics average",
          "Cannot use --statistics average with --data: the checkpoint has none, and the training set is not read",
        ],
        [
          "--backend cpu --threads 2",
          'Cannot use --threads with backend "cpu": it is only for wasm',
        ],
        ["--output weeks.csv", "Cannot write weeks.csv: it is the file that is read"],
      ]
    ) {
      const words = `eval runs/weeks --data weeks.csv ${flags}`.split(" ").map(inFolder);
      await assert.rejects(commandLine().parseAsync(words, { from: "user" }), ({ message }) => {
        assert.equal(message.replace(folder + "/", ""), problem);
        return true;
      });
    }
  });
});
