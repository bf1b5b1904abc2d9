import {
  afterAll,
  assertClose,
  beforeAll,
  describe,
  describeOverMpi,
  it,
  type MpiLauncher,
  runRanks,
  THOROUGH,
} from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../fixtures/command_process.ts";
import { JsonLines } from "../run/json_lines.ts";
import type { MetricsRecord } from "../run/metrics_record.ts";

const path = (relative: string) => new URL(relative, import.meta.url).pathname;
const workspace = JSON.parse(Deno.readTextFileSync(path("../../../deno.json")));
const [, ...flags]: string[] = workspace.tasks["bnlstm:mpi"].command.split(" ").slice(0, -1);
const COMMAND = [...flags, path("../main.ts")];
const SOON = 10_000;

/** What a run measured, step by step. */
async function losses(folder: string): Promise<number[]> {
  const records = await JsonLines.read<MetricsRecord>(join(folder, "metrics.jsonl"));
  return records.map(({ loss }) => loss);
}

await describeOverMpi("bnlstm", (launcher: MpiLauncher) => {
  let folder: string;
  const inFolder = (name: string) => join(folder, name);
  const train = (name: string, ...more: string[]) => [
    ...["train", "--recipe", TINY_RECIPE, "--run-dir", inFolder(name)],
    ...["--distributed", "mpi", "--timeout", "60", ...more],
  ];
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    const alone = ["train", "--recipe", TINY_RECIPE, "--run-dir", inFolder("alone")];
    assert.equal((await CommandProcess.run(...alone)).status, 0);
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("loses a rank, and goes on with others as if nothing had happened", async () => {
    const [program, ...options] = launcher.command(2);
    const process = new Deno.Command(program, {
      args: [...options, Deno.execPath(), ...COMMAND, ...train("run")],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
    const stderr = new Response(process.stderr).text();
    let stdout = "";
    let killedAt = 0;
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      stdout += text;
      if (killedAt > 0 || !stdout.includes("step 22/40")) continue;
      const [, second] = stdout.match(/process ids \d+ (\d+)$/m)!;
      Deno.kill(Number(second), "SIGKILL");
      killedAt = performance.now();
    }
    assert.notEqual((await process.status).code, 0);
    assert.ok(killedAt > 0 && performance.now() - killedAt < SOON);
    assert.match(
      await stderr,
      /^Cannot go on: rank 1 of 2 .* killed, all end; bnlstm resume continues a run from its last/m,
    );
    assert.equal(stdout.match(/^step {2}1\/40 /gm)?.length, 1, "only one rank speaks");

    const resume = [...COMMAND, "resume", inFolder("run"), "--distributed", "mpi"];
    const resumed = await runRanks(launcher, THOROUGH ? 3 : 1, resume);
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.match(resumed.stdout, /^resuming at step 20 of 40\s*$/m);
    const tolerance = { absolute: 0, relative: 1e-5 };
    assertClose(await losses(inFolder("run")), await losses(inFolder("alone")), tolerance);

    const evaluate = ["eval", inFolder("run"), "--statistics", "average"];
    const together = await runRanks(launcher, 2, [...COMMAND, ...evaluate, "--distributed", "mpi"]);
    const alone = await CommandProcess.run(...evaluate);
    assert.equal(together.stdout.trim(), alone.stdout.trim());
  });

  for (
    const [what, args, sentence] of [
      ["cannot read its data", ["--data-dir", "/nowhere"], /rank 1 of 2: Cannot read data folder/],
      [
        "has another configuration",
        ["--hidden-size", "30"],
        /Cannot train on several processes: model.hiddenSize must be the same on all, got 50 on rank 0 and/,
      ],
    ] as const
  ) {
    it(`ends all with one sentence when a rank ${what}`, async () => {
      const startedAt = performance.now();
      const other = [...flags, "-A", path("../fixtures/other_args_on_rank_1.ts")];
      const { status, stderr } = await runRanks(
        launcher,
        2,
        [...other.filter((flag) => !flag.startsWith("--allow")), ...train("failed"), "--", ...args],
      );
      assert.notEqual(status, 0);
      assert.match(stderr, sentence);
      assert.equal(stderr.match(/^bnlstm: /gm)?.length, 1, stderr);
      assert.ok(performance.now() - startedAt < 3 * SOON);
      await Deno.remove(inFolder("failed"), { recursive: true }).catch(() => {});
    });
  }

  it("ends all with one sentence when the loss is not finite", async () => {
    const command = [...COMMAND, ...train("diverged", "--learning-rate", "1e30")];
    const { status, stderr } = await runRanks(launcher, 2, command);
    assert.notEqual(status, 0);
    assert.match(stderr, /^bnlstm: rank 0 of 2: Cannot train: .* is not finite at step \d+/m);
    assert.equal(stderr.match(/^bnlstm: /gm)?.length, 1, stderr);
  });
}, "Open MPI");

describe("options for several processes", () => {
  it("are refused where there is one", async () => {
    const { status, stderr } = await CommandProcess.run("train", "--statistics", "local");
    assert.equal(status, 2);
    assert.match(stderr, /Cannot use --statistics: it is for runs with --distributed mpi/);
  });

  it("need a permission that the ordinary command has not", async () => {
    const { status, stderr } = await CommandProcess.run("train", "--distributed", "mpi");
    assert.equal(status, 2);
    assert.match(stderr, /Cannot use MPI: it needs the permission --allow-ffi/);
  });
});
