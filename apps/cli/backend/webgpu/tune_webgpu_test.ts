import { afterAll, beforeAll, describe, describeOnWebGpu, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../../fixtures/command_process.ts";
import { JsonLines } from "../../run/json_lines.ts";
import type { MetricsRecord } from "../../run/metrics_record.ts";
import type { Session } from "../../run/session.ts";
import { adapterName } from "./adapter_name.ts";
import { loadWebGpu } from "./load_webgpu.ts";
import { ProfileFile } from "./profile_file.ts";
import { tuneWebGpu } from "./tune_webgpu.ts";

const { run } = CommandProcess;
const shape = { timeSteps: 2, batchSize: 4, inputSize: 1, hiddenSize: 4 };

await describeOnWebGpu("tuneWebGpu()", () => {
  let folder: string;
  let file: ProfileFile;
  let adapter: string;

  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    file = new ProfileFile(folder);
    adapter = (await adapterName())!;
    await tuneWebGpu(file, shape);
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("stores what it has measured, and the backend takes it from there", async () => {
    const { [adapter]: profile } = await file.read();
    assert.deepEqual(profile.shape, shape);
    assert.ok(profile.milliseconds.webgpu > 0 && profile.milliseconds.wasm > 0);

    const tuning = { workgroupSize: 64, units: 8, rowsPerThread: 1, tile: 16 };
    await file.store(adapter, { ...profile, tuning });
    assert.deepEqual((await loadWebGpu({ file }))?.tuning, tuning);
    await tf.setBackend("webgpu");
    assert.deepEqual((tf.backend() as unknown as { tuning: unknown }).tuning, tuning);
  });

  /** Stores a profile for this adapter, or for another, and lists the backends. */
  async function list(change: Record<string, unknown>, name = adapter): Promise<[string, string]> {
    const { [adapter]: profile } = await file.read();
    const settings = await Deno.makeTempDir({ dir: folder });
    await new ProfileFile(settings).store(name, { ...profile, ...change });
    const { status, stdout, stderr } = await run(`XDG_CONFIG_HOME=${settings}`, "backends");
    assert.equal(status, 0);
    return [stdout, stderr];
  }

  it("lets `backends` say that a profile is in use", async () => {
    const [stdout, stderr] = await list({ milliseconds: { webgpu: 2, wasm: 30 } });
    assert.match(
      stdout,
      /^webgpu has launch shapes measured on this machine: workgroupSize \d+, /m,
    );
    assert.match(stdout, /T=2 B=4 I=1 H=4 took 2\.0 ms on webgpu, 30\.0 ms on wasm$/m);
    assert.match(stdout, /^auto is webgpu$/m);
    assert.equal(stderr, "");
  });

  it("leaves the choice of `auto` to the measurement", async () => {
    const [stdout] = await list({ milliseconds: { webgpu: 30, wasm: 2 } });
    assert.match(stdout, /^auto is wasm$/m);
  });

  it("has no use for the profile of another adapter", async () => {
    const [stdout, stderr] = await list({}, "another adapter");
    assert.match(stdout, /^webgpu has built-in launch shapes; /m);
    assert.equal(stderr, "");
  });

  it("does without a profile that this device cannot launch, and says so", async () => {
    const tuning = { workgroupSize: 2 ** 20, units: 8, rowsPerThread: 1, tile: 16 };
    const [stdout, stderr] = await list({ tuning });
    assert.match(stdout, /^webgpu has built-in launch shapes; /m);
    assert.match(
      stderr,
      /^bnlstm: Cannot tune .* got 1048576; the built-in launch shapes are used\n$/,
    );
  });

  it("does not change a run that was begun without it", async () => {
    const [whole, stopped] = [join(folder, "whole"), join(folder, "stopped")];
    const flags = "--backend webgpu --hidden-size 16 --schedule constant --run-dir".split(" ");
    const train = ["train", "--recipe", TINY_RECIPE, ...flags];
    assert.equal((await run(...train, whole, "--steps", "4")).status, 0);
    assert.equal((await run(...train, stopped, "--steps", "2")).status, 0);

    const settings = join(folder, "another");
    const { [adapter]: profile } = await file.read();
    const tuning = { workgroupSize: 128, units: 4, rowsPerThread: 1, tile: 16 };
    await new ProfileFile(settings).store(adapter, { ...profile, tuning });
    const resume = ["resume", stopped, "--steps", "4"];
    assert.equal((await run(`XDG_CONFIG_HOME=${settings}`, ...resume)).status, 0);
    const [first, second] = await JsonLines.read<Session>(join(stopped, "sessions.jsonl"));
    assert.notDeepEqual(first.tuning, tuning);
    assert.deepEqual(second.tuning, first.tuning);
    const losses = async (path: string) =>
      (await JsonLines.read<MetricsRecord>(join(path, "metrics.jsonl")))
        .filter(({ type }) => type === "step").map(({ loss }) => loss);
    assert.deepEqual(await losses(stopped), await losses(whole));
  });

  it("does without a file that is not a profile, and says so once", async () => {
    const settings = join(folder, "malformed");
    await Deno.mkdir(join(settings, "bnlstm"), { recursive: true });
    await Deno.writeTextFile(join(settings, "bnlstm/webgpu.toml"), "[A]\nunits = 4");
    const { status, stdout, stderr } = await run(`XDG_CONFIG_HOME=${settings}`, "backends");
    assert.equal(status, 0);
    assert.match(stdout, /^webgpu has built-in launch shapes; /m);
    assert.match(stderr, /^bnlstm: Cannot read WebGPU profile \S+: A\.tuning: .*\n$/);
    const tune = await run(`XDG_CONFIG_HOME=${settings}`, "backends", "--tune");
    assert.deepEqual([tune.status, tune.stderr], [2, stderr]);
  });
});

describe("bnlstm without an adapter", () => {
  const none = "DENO_WEBGPU_BACKEND=noop";
  const reason = /^bnlstm: Cannot use .*no adapter was found; install .*mesa-vulkan-drivers\)\n$/;

  it("refuses the backend webgpu and --tune, saying what to install", async () => {
    for (const command of ["train --backend webgpu", "backends --tune"]) {
      const { status, stderr } = await run(none, ...command.split(" "));
      assert.match(stderr, reason);
      assert.equal(status, 2);
    }
  });

  it("lists it as not available, and falls back with auto", async () => {
    const { status, stdout, stderr } = await run(none, "backends");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^webgpu +no .*: no adapter was found; /m);
    assert.match(stdout, /^auto is wasm$/m);
  });
});
