import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../fixtures/command_process.ts";
import { BACKENDS } from "./backends.ts";
import { JsonLines } from "../run/json_lines.ts";
import type { MetricsRecord } from "../run/metrics_record.ts";
import type { Session } from "../run/session.ts";

const { run } = CommandProcess;

describe("bnlstm train on real digits", () => {
  let folder: string;
  const inFolder = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    const whole = await run("train", "--recipe", TINY_RECIPE, "--run-dir", inFolder("whole"));
    assert.deepEqual({ status: whole.status, stderr: whole.stderr }, { status: 0, stderr: "" });
    assert.match(whole.stdout, /^step 40\/40 {2}loss \d\.\d{4} {2}accuracy /m);
    assert.match(whole.stdout, /^step 40\/40 {2}validation: loss /m);
    assert.match(
      whole.stdout,
      /^test accuracy \d+\.\d\d% .*\(100 images, checkpoint of step \d+\)$/m,
    );
    assert.ok(whole.stdout.trimEnd().endsWith(`run folder ${inFolder("whole")}`));
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** What a run left that must not depend on whether and where it was stopped. */
  async function results(run: string): Promise<Record<string, string>> {
    const files = ["metrics.jsonl", "last.safetensors", "best.safetensors", "step-40.safetensors"];
    return Object.fromEntries(
      await Promise.all(files.map(async (file) => {
        const bytes = await Deno.readFile(join(inFolder(run), file));
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        return [file, file.endsWith("l") ? new TextDecoder().decode(bytes) : digest.toHex()];
      })),
    );
  }

  it("leaves the documented files and no others", async () => {
    const files = (await Array.fromAsync(Deno.readDir(inFolder("whole")))).map(({ name }) => name);
    assert.deepEqual(files.sort(), [
      "best.safetensors",
      "config.toml",
      "last.safetensors",
      "metrics.jsonl",
      "sessions.jsonl",
      "step-40.safetensors",
      "timing.jsonl",
    ]);
  });

  it("notes every logged step, every evaluation, and the test at the end", async () => {
    const records = await JsonLines.read<MetricsRecord>(inFolder("whole/metrics.jsonl"));
    const steps = (type: MetricsRecord["type"]) =>
      records.filter((record) => record.type === type).map(({ step }) => step);
    assert.deepEqual(steps("step"), Array.from({ length: 40 }, (_, i) => i + 1));
    assert.deepEqual(steps("validation"), [10, 20, 30, 40]);
    assert.deepEqual(steps("test"), [40]);
    assert.ok(records.every(({ loss }) => loss > 0 && loss < 5));
  });

  it("notes what would be needed to repeat the run", async () => {
    const [session] = await JsonLines.read<Session>(inFolder("whole/sessions.jsonl"));
    assert.equal(session.versions.deno, Deno.version.deno);
    assert.match(session.versions.tfjs, /^\d+\.\d+\.\d+$/);
    assert.equal(session.threads, 1);
  });

  it("repeats a run by its settings, and goes on after kill -9 as if nothing had happened", async () => {
    const path = inFolder("killed");
    const config = inFolder("whole/config.toml");
    const first = new CommandProcess("train", "--recipe", config, "--run-dir", path);
    await first.wrote("step 25/40  loss");
    first.kill("SIGKILL");
    assert.equal((await first.end()).status, 137);
    const before = await JsonLines.read<MetricsRecord>(join(path, "metrics.jsonl"));
    assert.ok(before.at(-1)!.step > 20, "the log must be ahead of the checkpoint");

    const second = await run("resume", path);
    assert.match(second.stdout, /^resuming at step 20 of 40$/m);
    assert.equal(second.status, 0);
    assert.deepEqual(await results("killed"), await results("whole"));
  });

  it("saves and exits with 130 on Ctrl-C, and goes on from there", async () => {
    const path = inFolder("stopped");
    const first = new CommandProcess("train", "--recipe", TINY_RECIPE, "--run-dir", path);
    await first.wrote("step  5/40  loss");
    first.kill("SIGINT");
    const { status, stderr } = await first.end();
    assert.equal(status, 130);
    const [, step] = /^bnlstm: stopped at step (\d+) of 40; continue with: bnlstm resume \S+\n$/
      .exec(stderr)!;

    const second = await run("resume", path);
    assert.match(second.stdout, new RegExp(`^resuming at step ${step} of 40$`, "m"));
    assert.deepEqual(await results("stopped"), await results("whole"));
  });

  it("evaluates and inspects what was trained", async () => {
    const records = await JsonLines.read<MetricsRecord>(inFolder("whole/metrics.jsonl"));
    const { loss, accuracy } = records.at(-1)!;
    const evaluation = await run("eval", inFolder("whole"), "--json");
    assert.equal(evaluation.status, 0, evaluation.stderr);
    assert.partialDeepStrictEqual(JSON.parse(evaluation.stdout), {
      split: "test",
      examples: 100,
      statistics: "pooled",
      loss,
      accuracy,
    });

    const { status, stdout } = await run("inspect", inFolder("whole/last.safetensors"));
    assert.equal(status, 0);
    assert.match(stdout, /^layer0\.wh +50x200 /m);
    assert.match(stdout, /^site +f +i +o +g +c$/m);
    assert.match(stdout, /^variance of the hidden term of layer0 over 49 time steps \(ema\)$/m);
    for (const line of stdout.split("\n").slice(1)) assert.ok(line.length <= 80, line);
  });

  // The runs above are of the backend cpu.
  for (const { name, probe } of BACKENDS.filter(({ name }) => name !== "cpu")) {
    it(`trains on backend ${name} where it can be used`, async () => {
      const path = inFolder(name);
      const flags = ["--steps", "2", "--backend", name, "--run-dir", path];
      const { status, stderr } = await run("train", "--recipe", TINY_RECIPE, ...flags);
      const { available } = await probe();
      assert.equal(status, available ? 0 : 2, stderr);
    });
  }

  it("trains the plain LSTM, and plots it with the other", async () => {
    const plain = inFolder("plain");
    const flags = ["--normalization", "none", "--steps", "10"];
    const { status } = await run("train", "--recipe", TINY_RECIPE, "--run-dir", plain, ...flags);
    assert.equal(status, 0);
    const svg = inFolder("curves.svg");
    const { stdout } = await run("plot", inFolder("whole"), plain, "--output", svg);
    assert.match(stdout, /^\| BN-LSTM, steps 40 \| 1 \| 40 \| [\d.]+ \| [\d.]+ \| [\d.]+ \|$/m);
    assert.match(stdout, /^\| LSTM, steps 10 \| 1 \| 10 \|/m);
    assert.match(await Deno.readTextFile(svg), /^<svg [^]*BN-LSTM, steps 40[^]*<\/svg>\n$/);
    assert.match(
      await Deno.readTextFile(inFolder("curves.csv")),
      /^quantity,curve,x,value\n"validation accuracy, %","BN-LSTM, steps 40",\d+,[\d.]+\n/,
    );
    const norms = inFolder("norms.svg");
    assert.equal(
      (await run("plot", inFolder("whole"), "--of", "gradient-norm", "--output", norms)).status,
      0,
    );
    assert.match(await Deno.readTextFile(norms), /norm of the gradient/);
  });

  it("draws the statistics, the gates and the gradient flow of a run", async () => {
    const figure = async (name: string) => {
      const svg = inFolder(`${name}.svg`);
      const { stdout, stderr } = await run("figure", name, inFolder("whole"), "--output", svg);
      assert.match(await Deno.readTextFile(svg), /^<svg [^]*<\/svg>\n$/, stderr);
      return { stdout, csv: await Deno.readTextFile(inFolder(`${name}.csv`)) };
    };
    const statistics = await figure("statistics");
    assert.match(statistics.csv, /^mean of the hidden term of layer0,feature \d+,0,\S+$/m);
    assert.match((await figure("saturation")).stdout, /^f +[\d.]+ % +[\d.]+ %$/m);
    assert.match(
      (await figure("gradient-flow")).csv,
      /^norm of d loss .*,"BN-LSTM, step \d+",49,/m,
    );
  });
});
