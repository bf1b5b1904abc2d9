import { bnLstm, type BnLstmOptions } from "@bnlstm/core";
import { describe, describeOnWebGpu, it, opOptions } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import type { FusedWebGpuBackend } from "./device/fused_webgpu_backend.ts";
import { setupWebGpu } from "./setup_webgpu.ts";
import { TUNINGS } from "./tuning.ts";

describe("setupWebGpu() without an adapter", () => {
  it("says so and what to install", async () => {
    const { stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", 'import { setupWebGpu } from "@bnlstm/backend-webgpu"; await setupWebGpu();'],
      env: { DENO_WEBGPU_BACKEND: "noop", NO_COLOR: "1" },
    }).output();
    assert.ok(!success);
    assert.match(
      new TextDecoder().decode(stderr),
      /Cannot use WebGPU: no adapter was found; install .*mesa-vulkan-drivers/,
    );
  });
});

await describeOnWebGpu("setupWebGpu()", () => {
  it("gives tfjs a device with the limits of its adapter", async () => {
    const { description, adapterClass, tuning } = await setupWebGpu();
    assert.ok(await tf.setBackend("webgpu"));
    assert.notEqual(description, "");
    assert.deepEqual(tuning, TUNINGS[adapterClass]);
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    const { device } = tf.backend() as unknown as FusedWebGpuBackend;
    assert.equal(
      device.limits.maxStorageBuffersPerShaderStage,
      adapter!.limits.maxStorageBuffersPerShaderStage,
    );
  });

  it("refuses processes that share a batch, before it tells them anything", async () => {
    await setupWebGpu();
    assert.ok(await tf.setBackend("webgpu"));
    const never = () => assert.fail("another process was asked");
    const call = { inputSize: 2, hiddenSize: 4, mode: "train", implementation: "fused" } as const;
    const options = { ...opOptions(call), ranks: { size: 2, sum: never, gather: never } };
    assert.throws(() => bnLstm(options as unknown as BnLstmOptions), {
      message: /Cannot run the BN-LSTM over several processes: backend "webgpu" has no kernels/,
    });
  });

  it("refuses a tuning that cannot be launched, with the value", async () => {
    const tuning = { ...TUNINGS.fallback, workgroupSize: 48 };
    await assert.rejects(setupWebGpu({ tuning }), {
      name: "RangeError",
      message: /Cannot tune the WebGPU kernels: workgroupSize must be a power of two .* got 48/,
    });
  });
});
