import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../fixtures/command_process.ts";
import { JsonLines } from "../run/json_lines.ts";
import type { MetricsRecord } from "../run/metrics_record.ts";
import type { Session } from "../run/session.ts";

const { run } = CommandProcess;

describe("how the backend wasm uses the machine", () => {
  it("is noted in the session, and the same to the bit after a stop", async () => {
    const folder = await Deno.makeTempDir();
    const whole = join(folder, "whole"), stopped = join(folder, "stopped");
    const train = async (path: string, steps: string) => {
      const args = ["--recipe", TINY_RECIPE, "--backend", "wasm", "--schedule", "constant"];
      const machine = ["--threads", "1", "--recompute", "13"];
      const result = await run("train", ...args, ...machine, "--steps", steps, "--run-dir", path);
      assert.equal(result.status, 0, result.stderr);
    };
    const losses = async (path: string) =>
      (await JsonLines.read<MetricsRecord>(join(path, "metrics.jsonl")))
        .filter(({ type }) => type === "step").map(({ loss }) => loss);
    try {
      await train(whole, "20");
      await train(stopped, "10");
      assert.equal((await run("resume", stopped, "--steps", "20")).status, 0);
      assert.deepEqual(await losses(stopped), await losses(whole));
      const sessions = await JsonLines.read<Session>(join(stopped, "sessions.jsonl"));
      for (const { threads, recompute, blas } of sessions) {
        assert.deepEqual({ threads, recompute, blas }, {
          threads: 1,
          recompute: 13,
          blas: undefined,
        });
      }
      assert.equal(sessions.length, 2);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
