import { beforeAll, describeOnWebGpu, it, webGpuConformance } from "@bnlstm/testing";
import { evaluate, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { tinyConfig, tinyTask } from "../../train/fixtures/tiny_task.ts";
import type { FusedWebGpuBackend } from "../device/fused_webgpu_backend.ts";
import { setupWebGpu } from "../setup_webgpu.ts";

await describeOnWebGpu("reads on webgpu", () => {
  let backend: FusedWebGpuBackend;

  beforeAll(async () => {
    await webGpuConformance(setupWebGpu).prepare!();
    assert.ok(await tf.setBackend("webgpu"));
    backend = tf.backend() as unknown as FusedWebGpuBackend;
    // In browsers it works and stalls everything; in Deno it throws, but only for what is not cached.
    backend.readSync = () => {
      throw new Error("Cannot read: this read is synchronous");
    };
  });

  it("are seen by this test when they are synchronous", () => {
    assert.throws(() => tf.add(tf.tensor1d([1, 2]), 1).dataSync(), /this read is synchronous/);
  });

  for (const lengths of [false, true]) {
    const rows = lengths ? "of different length" : "of one length";
    it(`are asynchronous in training on rows ${rows}, evaluation and checkpoints`, async () => {
      const task = tinyTask(lengths);
      const config = { ...tinyConfig(), backend: "webgpu" };
      const run = TrainingRun.create(config, task);
      const events = await Array.fromAsync(run.train());
      assert.deepEqual(
        ["log", "evaluation", "checkpoint", "done"].map((type) =>
          events.filter((event) => event.type === type).length
        ),
        [8, 2, 2, 1],
      );
      const restored = await TrainingRun.restore(await run.checkpoint(), task);
      const { statistics } = await restored.checkpoint();
      const { loss } = await evaluate(restored.model, task.pass("test", 16), statistics);
      assert.ok(loss > 0 && Number.isFinite(loss));
      run.dispose();
      restored.dispose();
    });
  }
});
