import { describeOnWebGpu, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { checkTuning } from "./tuning/check_tuning.ts";
import type { FusedWebGpuBackend } from "./device/fused_webgpu_backend.ts";
import { setupWebGpu } from "./setup_webgpu.ts";
import { tune } from "./tune.ts";

const shape = { timeSteps: 2, batchSize: 4, inputSize: 1, hiddenSize: 4 };

await describeOnWebGpu("tune()", () => {
  it("gives a tuning that the device can run, and leaves it in use and nothing behind", async () => {
    await setupWebGpu();
    await tf.setBackend("webgpu");
    const backend = tf.backend() as unknown as FusedWebGpuBackend;
    const before = backend.numDataIds();
    const profile = await tune(shape);
    checkTuning(profile.tuning, backend.device.limits);
    assert.deepEqual(backend.tuning, profile.tuning);
    assert.deepEqual(profile.shape, shape);
    assert.ok(profile.milliseconds > 0 && Number.isFinite(profile.milliseconds));
    assert.equal(backend.numDataIds(), before);
  });

  it("refuses another backend", async () => {
    await tf.setBackend("cpu");
    await assert.rejects(tune(shape), /Cannot tune the WebGPU kernels: call setupWebGpu\(\)/);
  });
});
