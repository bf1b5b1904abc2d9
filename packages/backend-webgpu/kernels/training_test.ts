import "@bnlstm/backend-cpu";
import { bnLstm, type BnLstmParameters } from "@bnlstm/core";
import { describeOnWebGpu, gaussian, it, webGpuConformance } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { setupWebGpu } from "../setup_webgpu.ts";

const T = 12;
const B = 10;
const H = 6;

/** Losses of some steps of Adam that teach the last h to be 0.5, on rows of different length. */
async function train(steps: number): Promise<number[]> {
  let seed = 1;
  const draw = (shape: number[], scale: number, center = 0) =>
    tf.tensor(
      Float32Array.from(gaussian(shape.reduce((a, b) => a * b), seed++), (v) => v * scale + center),
      shape,
    );
  const variable = (initial: tf.Tensor) => {
    const made = tf.variable(initial);
    initial.dispose();
    return made;
  };
  const parameters = {
    wx: variable(draw([1, 4 * H], 1)),
    wh: variable(draw([H, 4 * H], 0.4)),
    bias: variable(draw([4 * H], 0)),
    gammaX: variable(draw([4 * H], 0, 0.1)),
    gammaH: variable(draw([4 * H], 0, 0.1)),
    gammaC: variable(draw([H], 0, 0.1)),
    betaC: variable(draw([H], 0)),
  };
  const x = draw([T, B, 1], 1) as tf.Tensor3D;
  const lengths = Array.from({ length: B }, (_, b) => T - b);
  const optimizer = new tf.AdamOptimizer(0.05, 0.9, 0.999, 1e-4);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = optimizer.minimize(() => {
      const { h } = bnLstm({
        x,
        parameters: parameters as unknown as BnLstmParameters,
        sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
        mode: "train",
        lengths,
        implementation: "fused",
      });
      return tf.mean(tf.square(tf.sub(h, 0.5))) as tf.Scalar;
    }, true)!;
    losses.push((await loss.data())[0]);
    loss.dispose();
  }
  optimizer.dispose();
  tf.dispose([parameters, x]);
  return losses;
}

await describeOnWebGpu("training on webgpu", () => {
  it("takes the same course as on the CPU, and leaves no tensor behind", async () => {
    await tf.setBackend("cpu");
    const expected = await train(40);
    await webGpuConformance(setupWebGpu).prepare!();
    assert.ok(await tf.setBackend("webgpu"));
    const before = tf.memory().numTensors;
    const actual = await train(40);
    assert.equal(tf.memory().numTensors, before);
    assert.ok(expected[39] < expected[0] / 4, `from ${expected[0]} to ${expected[39]}`);
    actual.forEach((loss, step) => {
      const distance = Math.abs(loss - expected[step]);
      assert.ok(distance <= 1e-4 * expected[0], `step ${step}: ${loss}, not ${expected[step]}`);
    });
  });

  it("reads what is disposed of meanwhile, and keeps nothing of it", async () => {
    await webGpuConformance(setupWebGpu).prepare!();
    assert.ok(await tf.setBackend("webgpu"));
    const { numTensors, numDataBuffers } = tf.memory();
    const sum = tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]));
    const reading = sum.data();
    sum.dispose();
    assert.deepEqual([...await reading], [4, 6]);
    const after = tf.memory();
    // The two terms are left.
    assert.equal(after.numTensors - numTensors, 2);
    assert.equal(after.numDataBuffers - numDataBuffers, 2);
  });
});
