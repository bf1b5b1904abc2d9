import { beforeEach, describeOnWebGpu, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import type { FusedWebGpuBackend } from "./fused_webgpu_backend.ts";
import { GpuCall } from "./gpu_call.ts";
import { setupWebGpu } from "../setup_webgpu.ts";

await describeOnWebGpu("DeviceErrors", () => {
  let backend: FusedWebGpuBackend;

  beforeEach(async () => {
    await setupWebGpu();
    assert.ok(await tf.setBackend("webgpu"));
    tf.env().set("WEBGPU_CPU_FORWARD", false);
    backend = tf.backend() as unknown as FusedWebGpuBackend;
  });

  it("rejects the next read with the name of the kernel that failed, once", async () => {
    const sum = tf.add(tf.tensor1d([1, 2]), 1);
    const code = "@compute @workgroup_size(1) fn main() { nonsense }";
    GpuCall.run(
      backend,
      "BnLstmForward",
      (call) => call.dispatch({ name: "broken", code, bindings: ["uniform"] }, [], [], 1),
    );
    await assert.rejects(async () => await sum.data(), /Cannot run BnLstmForward on the GPU: .*/);
    assert.deepEqual([...await tf.add(sum, 1).data()], [3, 4]);
  });

  it("names programs of tfjs too", async () => {
    class BrokenProgram {
      variableNames = ["A"];
      outputShape = [3];
      shaderKey = "broken";
      dispatchLayout = { x: [0] };
      dispatch: [number, number, number] = [1, 1, 1];
      workgroupSize: [number, number, number] = [1, 1, 1];
      getUserCode = () => "nonsense";
    }
    const result = backend.runWebGPUProgram(new BrokenProgram(), [tf.ones([3])], "float32");
    await assert.rejects(
      async () => await backend.read(result.dataId),
      /Cannot run BrokenProgram on the GPU/,
    );
  });

  it("reports errors outside any kernel", async () => {
    backend.device.createBuffer({
      size: 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE,
    });
    await assert.rejects(
      async () => {
        // The event comes in a turn of its own.
        for (let i = 0; i < 20; i++) await tf.add(tf.tensor1d([i]), 1).data();
      },
      /Cannot run a command outside any kernel on the GPU/,
    );
  });

  it("says that the device is lost, in reads and in kernels, and setupWebGpu() starts afresh", async () => {
    const sum = tf.add(tf.tensor1d([1, 2]), 1);
    backend.device.destroy();
    const lost = {
      name: "DeviceLostError",
      message: /^Cannot run on the GPU: the device was lost.*setupWebGpu\(\)/,
    };
    // In one turn with the loss, of which nothing has been heard yet
    assert.throws(() => tf.add(tf.tensor1d([1, 2]), 1), lost);
    await assert.rejects(async () => await sum.data(), lost);
    assert.throws(() => tf.add(tf.tensor1d([1, 2]), 1), lost);

    await setupWebGpu();
    assert.ok(await tf.setBackend("webgpu"));
    assert.deepEqual([...await tf.add(tf.tensor1d([1, 2]), 1).data()], [2, 3]);
  });
});
