import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../fixtures/command_process.ts";
import { main } from "../main.ts";
import { RunLock } from "../run/run_lock.ts";

const TEXT = "the quick brown fox jumps over the lazy dog. ".repeat(60);
const TEXT_RECIPE = TINY_RECIPE.replace("tiny.toml", "tiny_text.toml");

describe("bnlstm resume", () => {
  let folder: string;
  let run: string;
  let said: string[];
  const { error, log } = console;
  const inRun = (name: string) => join(run, name);
  const read = (name: string) => Deno.readTextFile(inRun(name));
  const train = (...flags: string[]) => {
    const text = ["--corpus", join(folder, "my text.txt"), "--log-every", "1"];
    return main(["train", "--recipe", TEXT_RECIPE, "--run-dir", run, ...text, ...flags]);
  };
  const last = () => said.at(-1)!;

  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    run = join(folder, "my run");
    await Deno.writeTextFile(join(folder, "my text.txt"), TEXT);
    said = [];
    console.error = (line) => said.push(line);
    console.log = () => {};
  });
  afterEach(async () => {
    Object.assign(console, { error, log });
    await Deno.remove(folder, { recursive: true });
  });

  it("refuses a run that another process works on, whom reading does not disturb", async () => {
    assert.equal(await train("--steps", "4"), 0);
    {
      using _ = await RunLock.take(run);
      assert.equal(await main(["resume", run]), 2);
      const owner = `process ${Deno.pid} has been working on it since `;
      assert.ok(last().startsWith(`bnlstm: Cannot work on run ${run}: ${owner}`), last());
      assert.equal(await main(["eval", run, "--data-dir", folder]), 0);
      assert.equal(await main(["inspect", run]), 0);
    }
    assert.equal(await main(["resume", run, "--steps", "5"]), 0);
    assert.ok(![...Deno.readDirSync(run)].some(({ name }) => name.startsWith(".")));
  });

  it("refuses a damaged log as it is, and goes on without it once it is moved away", async () => {
    assert.equal(await train("--steps", "8"), 0);
    const whole = await read("metrics.jsonl");
    const lines = whole.split(/(?<=\n)/);
    for (
      const [damaged, reason] of [
        [lines.with(2, `x${lines[2]}`), "line 3 is no record"],
        [lines.slice(0, 5), "it lacks the record of step 6"],
        [lines.slice(4), "it lacks the record of step 1"],
        [[], "it lacks the record of step 1"],
        [lines.flatMap((line) => [line, line]), "it has the record of step 1 twice"],
      ] as const
    ) {
      await Deno.writeTextFile(inRun("metrics.jsonl"), damaged.join(""));
      assert.equal(await main(["resume", run, "--steps", "9"]), 2);
      assert.ok(last().includes(reason), last());
      assert.equal(await read("metrics.jsonl"), damaged.join(""));
    }
    await Deno.rename(inRun("metrics.jsonl"), inRun("damaged.jsonl"));
    for (const steps of [9, 10]) {
      assert.equal(await main(["resume", run, "--steps", `${steps}`]), 0);
    }
    assert.match(said.join(), /metrics\.jsonl is missing: what was measured up to step 8/);
    assert.deepEqual(
      (await read("metrics.jsonl")).trim().split("\n").map((line) => JSON.parse(line).step),
      [9, 9, 10, 10, 10],
    );
  });

  it("begins a run that was killed before its first checkpoint, or before its first file", async () => {
    await Deno.mkdir(run);
    await Deno.writeTextFile(inRun(".config.toml.7.unfinished"), "");
    assert.equal(await train("--steps", "3"), 0);
    const files = ["metrics.jsonl", "best.safetensors"];
    const expected = await Promise.all(files.map((name) => Deno.readFile(inRun(name))));
    for (const { name } of Deno.readDirSync(run)) {
      if (name !== "config.toml") await Deno.remove(inRun(name));
    }
    assert.equal(await main(["resume", run]), 0);
    const again = await Promise.all(files.map((name) => Deno.readFile(inRun(name))));
    assert.deepEqual(again, expected);
    assert.equal(await train(), 2);
    assert.match(last(), /it exists already; choose another --run-dir, or continue it/);
  });

  it("says what changed in config.toml, and leaves it beside", async () => {
    assert.equal(await train("--steps", "3", "--schedule", "cosine"), 0);
    const config = await read("config.toml");
    const edited = config.replace("steps = 3", "steps = 5").replace(/decay = .*/, "decay = 0.5");
    await Deno.writeTextFile(inRun("config.toml"), edited);
    assert.equal(await main(["resume", run]), 0);
    assert.match(said[0], /config\.toml was changed: statistics\.decay \(0\.5, and 0\.9\)/);
    assert.match(said[1], /the learning rate now falls to 0 at step 5, and not at 3/);
    assert.equal(await read("config.edited.toml"), edited);
    assert.equal(await read("config.toml"), config.replace("steps = 3", "steps = 5"));
    assert.equal(JSON.parse((await read("metrics.jsonl")).trim().split("\n").at(-1)!).step, 5);
  });

  it("finds the text from any folder, and knows it by what is in it", async () => {
    const flags = ["--corpus", relative(Deno.cwd(), join(folder, "my text.txt")), "--steps", "4"];
    assert.equal(await train(...flags, "--test-streams", "9999"), 2);
    assert.match(last(), /Cannot read test in streams: there must be 1 … \d+, got 9999/);
    assert.equal(await train(...flags), 0);

    const elsewhere = await CommandProcess.inFolder("/", "resume", run, "--steps", "5");
    assert.equal(elsewhere.status, 0, elsewhere.stderr);
    await Deno.writeTextFile(join(folder, "my text.txt"), TEXT.replace("fox", "cat"));
    assert.equal(await main(["resume", run, "--steps", "6"]), 2);
    assert.match(last(), /the data is not what the run was trained on/);

    // What a checkpoint names is opened only where the user says so.
    assert.equal(await main(["eval", run]), 2);
    assert.match(
      last(),
      /Cannot read .*my text\.txt: it is the checkpoint that names this file/,
    );
    await Deno.writeTextFile(join(folder, "my text.txt"), TEXT);
    assert.equal(await main(["eval", run, "--data-dir", folder]), 0);
  });
});

describe("bnlstm train in trouble", () => {
  it("saves when its terminal is closed, and stops with a sentence when the disk is full", async () => {
    const folder = await Deno.makeTempDir();
    const begin = ["train", "--recipe", TINY_RECIPE, "--steps", "4000"];
    try {
      const closed = new CommandProcess(...begin, "--run-dir", `${folder}/closed`);
      await closed.wrote("step    5/4000  loss");
      closed.kill("SIGHUP");
      const { status, stderr } = await closed.end();
      assert.equal(status, 130);
      assert.match(stderr, /^bnlstm: stopped at step \d+ of 4000; continue with: bnlstm resume /);

      // No file may have more than 64 KiB, which is too little for a checkpoint.
      const full = await CommandProcess.limited(64, ...begin, "--run-dir", `${folder}/full`);
      assert.equal(full.status, 1);
      const path = `${folder}/full/last.safetensors`;
      assert.ok(full.stderr.startsWith(`bnlstm: Cannot write ${path}: `), full.stderr);
      assert.match(full.stderr, /make room, then continue with: bnlstm resume \S+\n$/);
      const names = [...Deno.readDirSync(`${folder}/full`)].map(({ name }) => name);
      assert.ok(!names.some((name) => name.startsWith(".")), names.join());
      const resumed = await CommandProcess.run("resume", `${folder}/full`, "--steps", "3");
      assert.equal(resumed.status, 0, resumed.stderr);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
