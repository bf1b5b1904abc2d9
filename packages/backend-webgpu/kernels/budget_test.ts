import { bnLstm, type BnLstmOptions } from "@bnlstm/core";
import { afterEach, beforeAll, describeOnWebGpu, it, webGpuConformance } from "@bnlstm/testing";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { countCommands } from "../fixtures/count_commands.ts";
import { setupWebGpu } from "../setup_webgpu.ts";

const BATCH = 8;
const HIDDEN = 12;

/** One training step on data of ones: loss is the sum of the last h. */
function trainingStep(timeSteps: number, lengths?: number[], batchSize = BATCH): tf.Tensor[] {
  return tf.tidy(() => {
    const ones = (...shape: number[]) => tf.ones(shape);
    const parameters = {
      wx: ones(3, 4 * HIDDEN),
      wh: ones(HIDDEN, 4 * HIDDEN),
      bias: ones(4 * HIDDEN),
      gammaX: ones(4 * HIDDEN),
      gammaH: ones(4 * HIDDEN),
      gammaC: ones(HIDDEN),
      betaC: ones(HIDDEN),
    } as BnLstmOptions["parameters"];
    const x = tf.ones([timeSteps, batchSize, 3]) as tf.Tensor3D;
    const loss = (wh: tf.Tensor) =>
      tf.sum(
        bnLstm({
          x,
          parameters: { ...parameters, wh: wh as tf.Tensor2D },
          sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
          mode: "train",
          lengths,
          implementation: "fused",
        }).h,
      ) as tf.Scalar;
    return tf.grads(loss)([parameters.wh]);
  });
}

await describeOnWebGpu("budget of a training step", () => {
  beforeAll(async () => {
    await webGpuConformance(setupWebGpu).prepare!();
    await tf.setBackend("webgpu");
  });
  // Deno gives up where a device ends with much still to do.
  afterEach(() => (tf.backend() as unknown as WebGPUBackend).queue.onSubmittedWorkDone());

  for (const timeSteps of [5, 40]) {
    it(`is one dispatch for each of ${timeSteps} steps in either direction, and few besides`, () => {
      const { dispatches, submissions } = countCommands(() => tf.dispose(trainingStep(timeSteps)));
      const ours = Object.entries(dispatches).filter(([label]) =>
        /^(matrixProduct|moments|scale|forward|backward|input|sumRows|copyRows)/.test(label)
      );
      assert.deepEqual(Object.fromEntries(ours), {
        // x Wx, its statistics and normalization
        matrixProduct_neither: 2, // once more in the backward pass
        moments: 1,
        scaleInput: 1,
        forwardStep: timeSteps,
        backwardStep: timeSteps,
        matrixProduct_left: 2, // dWh, dWx
        matrixProduct_right: 2, // dh0, dx
        inputSums: 1,
        sumRows: timeSteps === 40 ? 3 : 1, // over the steps; over the parts of long products
        inputGradient: 1,
      });
      assert.ok(submissions <= 6, `${submissions} submissions`);
    });
  }

  it("copies rows only where lengths differ", () => {
    const { dispatches } = countCommands(() =>
      tf.dispose(trainingStep(4, [4, 4, 4, 4, 4, 4, 2, 1]))
    );
    // x in both passes; hs and dx
    assert.equal(dispatches.copyRows, 4);
  });

  it("allocates nothing after the first step of a shape", () => {
    const allocated = () => (tf.memory() as { numBytesAllocatedInGPU?: number });
    tf.dispose(trainingStep(9));
    const before = { ...allocated() };
    for (let i = 0; i < 20; i++) tf.dispose(trainingStep(9));
    assert.deepEqual(allocated(), before);
    assert.ok(before.numBytesAllocatedInGPU! > 0);
  });

  it("keeps no more than twice the memory of a step when lengths vary", () => {
    const most = { used: 0, allocated: 0 };
    const manager = (tf.backend() as unknown as { bufferManager: BufferManager }).bufferManager;
    const acquire = manager.acquireBuffer;
    manager.acquireBuffer = function (...args) {
      const buffer = acquire.apply(this, args);
      most.used = Math.max(most.used, this.numBytesUsed);
      return buffer;
    };
    for (let timeSteps = 60; timeSteps > 10; timeSteps--) {
      tf.dispose(trainingStep(timeSteps));
      most.allocated = Math.max(most.allocated, manager.numBytesAllocated);
    }
    manager.acquireBuffer = acquire;
    assert.ok(most.allocated <= 2.5 * most.used, `${most.allocated} of ${most.used}`);
  });

  it("is one dispatch a step however many bindings the steps are cut into", async () => {
    await setupWebGpu({ bindingLimit: 20_000 });
    await tf.setBackend("webgpu");
    const { dispatches } = countCommands(() => tf.dispose(trainingStep(40)));
    assert.deepEqual([dispatches.forwardStep, dispatches.backwardStep], [40, 40]);
    assert.equal(dispatches.scaleInput, 4);
  });

  it("is one dispatch a step for more rows than a workgroup takes at a time", async () => {
    await setupWebGpu();
    await tf.setBackend("webgpu");
    const { dispatches } = countCommands(() => tf.dispose(trainingStep(4, undefined, 300)));
    assert.deepEqual([dispatches.forwardStep, dispatches.backwardStep], [4, 4]);
  });
});

interface BufferManager {
  acquireBuffer(this: BufferManager, ...args: unknown[]): GPUBuffer;
  numBytesUsed: number;
  numBytesAllocated: number;
}
