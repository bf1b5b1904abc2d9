import { afterEach, beforeEach, describe, describeOnWebGpu, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { join } from "node:path";
import { TINY_RECIPE } from "../fixtures/command_process.ts";
import { main } from "../main.ts";
import { explainStop } from "./explain_stop.ts";

import { JsonLines } from "./json_lines.ts";
import type { MetricsRecord } from "./metrics_record.ts";
import { WriteError } from "./write_error.ts";

const ARGS = ["train", "--recipe", TINY_RECIPE, "--backend", "webgpu", "--hidden-size", "8"].concat(
  // Some steps are under way when the device is lost.
  ["--log-every", "3", "--steps", "18", "--evaluate-every", "6", "--checkpoint-every", "4"],
);

await describeOnWebGpu("a run whose GPU is lost", () => {
  let folder: string;
  let said: string[];
  const { error, log } = console;

  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    said = [];
    console.error = (line) => said.push(line);
    console.log = () => {};
  });
  afterEach(async () => {
    Object.assign(console, { error, log });
    await Deno.remove(folder, { recursive: true });
  });

  /** Trains, and takes the GPU away once a step is in the log. */
  async function trainUntil(step: number, path: string, ...flags: string[]): Promise<number> {
    let taken = false;
    const timer = setInterval(async () => {
      const lines = await JsonLines.read<MetricsRecord>(join(path, "metrics.jsonl")).catch(
        () => [],
      );
      // Reads overlap: a second one must not take the device of a run that is started later.
      if (taken || !lines.some((line) => line.step >= step)) return;
      taken = true;
      clearInterval(timer);
      (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
    }, 1);
    try {
      return await main([...ARGS, "--run-dir", path, ...flags]);
    } finally {
      clearInterval(timer);
    }
  }

  async function results(path: string): Promise<unknown> {
    const digest = async (name: string) => {
      const bytes = await Deno.readFile(join(path, `${name}.safetensors`));
      return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    };
    const metrics = await Deno.readTextFile(join(path, "metrics.jsonl"));
    return [metrics, await digest("last"), await digest("best")];
  }

  it("exits with 1, names the last checkpoint, and is resumed from there to the bit", async () => {
    const whole = join(folder, "whole");
    assert.equal(await main([...ARGS, "--run-dir", whole]), 0);

    const path = join(folder, "lost");
    assert.equal(await trainUntil(5, path), 1);
    const [, savedAt] = new RegExp(
      "^bnlstm: Cannot go on at step \\d+ of 18: the GPU device was lost; the last checkpoint " +
        `is of step (\\d+); continue with: bnlstm resume ${path}$`,
    ).exec(said.at(-1)!)!;
    assert.ok(["4", "8", "12"].includes(savedAt), savedAt);

    assert.equal(await main(["resume", path]), 0);
    assert.deepEqual(await results(path), await results(whole));
  });

  it("goes on from the start where nothing was saved since", async () => {
    const path = join(folder, "early");
    assert.equal(await trainUntil(1, path, "--log-every", "1"), 1);
    assert.match(said.at(-1)!, /the GPU device was lost; the last checkpoint is of step 0; /);
    assert.equal(await main(["resume", path]), 0);
  });
});

describe("explainStop()", () => {
  const run = { step: 3, steps: 12, savedAt: 0, folder: "runs/my run" };

  it("says how to go on when the disk is full, with a command that can be copied", () => {
    const full = Object.assign(new Error("No space left on device (os error 28)"), {
      code: "ENOSPC",
    });
    assert.equal(
      (explainStop(new WriteError("runs/my run/last.safetensors", full), run) as Error).message,
      "Cannot write runs/my run/last.safetensors: no space is left on the disk; the last checkpoint " +
        "is of step 0; make room, then continue with: bnlstm resume 'runs/my run'",
    );
  });

  it("leaves other errors alone", () => {
    const error = new Error("Cannot train: the loss is not finite");
    assert.equal(explainStop(error, run), error);
  });
});
