import { decodeModel } from "@bnlstm/convert";
import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../fixtures/command_process.ts";
import { JsonLines } from "../run/json_lines.ts";
import type { MetricsRecord } from "../run/metrics_record.ts";
import { exportModel } from "./export.ts";
import { importModel } from "./import.ts";

describe("bnlstm export and import", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const run = async (...args: string[]) => {
    const { status, stdout, stderr } = await CommandProcess.run(...args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    return stdout;
  };
  const evaluate = async (name: string) => {
    const args = [path(name), "--statistics", "moving-average", "--json"];
    const { loss, accuracy } = JSON.parse(await run("eval", ...args));
    return { loss, accuracy };
  };

  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "bnlstm-export-" });
    await run("train", "--recipe", TINY_RECIPE, "--run-dir", path("run"), "--tensorboard");
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("take a run to PyTorch and back, with the same results", async () => {
    const args = ["--format", "pytorch", "--output", path("run.safetensors")];
    const said = await run("export", path("run"), "--statistics", "moving-average", ...args);
    assert.equal(
      said,
      `${path("run.safetensors")}: 1 value a step, 1 layer of 50 units, statistics of 49 steps, ` +
        "10 outputs of the last h\n",
    );
    const from = ["import", path("run.safetensors"), "--format", "pytorch"];
    await run(...from, "--run-dir", path("imported"), "--recipe", TINY_RECIPE);
    assert.deepEqual(await evaluate("imported"), await evaluate("run"));
    // It can be trained further.
    assert.match(await run("resume", path("imported")), /^step 40\/40 {2}loss /m);
  });

  it("take a run to tfjs, and from there into a file that goes on to ONNX", async () => {
    await run("export", path("run"), "--format", "tfjs", "--output", path("tfjs"));
    const file = path("model.safetensors");
    await run("import", path("tfjs/model.json"), "--format", "tfjs", "--output", file);
    const { options, head } = decodeModel(await Deno.readFile(file));
    assert.deepEqual([options.hiddenSize, head?.reads], [50, "last"]);
    const onnx = path("model.onnx");
    await run("export", file, "--format", "onnx", "--lengths", "--streaming", "--output", onnx);
    assert.ok((await Deno.stat(onnx)).size > 100_000);
  });

  it("do not write over the file that they read", async () => {
    const file = path("kept.safetensors");
    await Deno.writeTextFile(file, "kept");
    const refusal = {
      name: "InputError",
      message: `Cannot write ${file}: it is the file that is read`,
    };
    await assert.rejects(exportModel(file, { format: "onnx", output: file }), refusal);
    await assert.rejects(importModel(file, { format: "pytorch", output: file }), refusal);
    assert.equal(await Deno.readTextFile(file), "kept");
  });

  it("leave TensorBoard what metrics.jsonl says", async () => {
    const [name] = (await Array.fromAsync(Deno.readDir(path("run"))))
      .map(({ name }) => name).filter((name) => name.startsWith("events.out.tfevents."));
    const text = new TextDecoder("latin1").decode(await Deno.readFile(path(`run/${name}`)));
    const records = await JsonLines.read<MetricsRecord>(path("run/metrics.jsonl"));
    // A tag stands where its value is written.
    const count = (tag: string) => text.split(tag).length - 1;
    const type = (type: string) => records.filter((record) => record.type === type).length;
    assert.equal(count("loss/train"), type("step"));
    assert.equal(count("gradientNorm/train"), type("step"));
    assert.equal(count("accuracy/valid"), type("validation"));
    assert.equal(count("loss/test"), 1);
    assert.equal(count("examples/"), 0);
  });
});
