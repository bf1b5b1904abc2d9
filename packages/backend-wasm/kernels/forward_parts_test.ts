import { bnLstm, type BnLstmOptions } from "@bnlstm/core";
import { assertClose, describe, describeWherePossible, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { missingBlas } from "../fixtures/missing_blas.ts";
import { findBlas } from "../find_blas.ts";
import "../mod.ts";
import type { Job } from "../runtime/kernel_module.ts";
import { Runtime } from "../runtime/runtime.ts";
import { registerKernels } from "./register_kernels.ts";

await tf.setBackend("wasm");

const [T, B, H] = [6, 101, 10];

/** Inference of a batch whose rows have other lengths, from a state of their own. */
function options(inputs: number, normalization: "none" | "timestep"): BnLstmOptions {
  const random = (...shape: number[]) => tf.randomNormal(shape, 0, 1, "float32", shape.length);
  const gates = 4 * H, plain = normalization === "none";
  const table = (features: number) =>
    tf.stack([random(4, features), tf.add(tf.square(random(4, features)), 0.5)]) as tf.Tensor3D;
  return {
    x: random(T, B, inputs),
    parameters: {
      wx: random(inputs, gates),
      wh: random(H, gates),
      bias: random(gates),
      ...plain ? {} : {
        gammaX: random(gates),
        gammaH: random(gates),
        gammaC: random(H),
        betaC: random(H),
      },
    },
    sites: { input: normalization, hidden: normalization, cell: normalization },
    ...plain ? {} : { statistics: { input: table(gates), hidden: table(gates), cell: table(H) } },
    initialState: { h: random(B, H), c: random(B, H) },
    lengths: Array.from({ length: B }, (_, b) => 1 + b % T),
    mode: "eval",
  } as BnLstmOptions;
}

/** What the kernels return on so many threads, and the jobs that took. */
async function infer(threads: number, given: BnLstmOptions, blas?: string) {
  const runtime = await Runtime.start({
    threads,
    shared: threads > 1,
    memoryBytes: 2 ** 24,
    workOfAThread: 0,
    ...blas && { blas, blasFrom: 1 },
  });
  registerKernels(runtime, 0);
  const jobs: Job[] = [];
  const run = runtime.run.bind(runtime);
  runtime.run = (job, ...rest) => {
    jobs.push(job);
    run(job, ...rest);
  };
  const { hs, h, c } = bnLstm({ ...given, implementation: "fused" });
  const outputs = await Promise.all([hs!, h, c].map((tensor) => tensor.data()));
  runtime.stop();
  return { outputs, jobs };
}

/** A step at which one row alone is left adds up in another order. */
function expectSame(actual: ArrayLike<number>[], expected: ArrayLike<number>[]): void {
  actual.forEach((values, i) => assertClose(values, expected[i], { absolute: 0, relative: 2e-6 }));
}

describe("inference on several threads", () => {
  it("divides the rows, and gives what one thread gives", async () => {
    for (const inputs of [1, 5]) {
      for (const normalization of ["none", "timestep"] as const) {
        const given = options(inputs, normalization);
        const one = await infer(1, given), three = await infer(3, given);
        assert.ok(!one.jobs.includes("forwardParts"));
        assert.ok(three.jobs.includes("forwardParts"));
        expectSame(three.outputs, one.outputs);
      }
    }
  });
});

describeWherePossible("inference on several threads with a native BLAS", missingBlas(), () => {
  it("divides the rows, and gives what one thread gives", async () => {
    const given = options(5, "timestep");
    const one = await infer(1, given, findBlas()), three = await infer(3, given, findBlas());
    assert.ok(three.jobs.includes("forwardParts"));
    expectSame(three.outputs, one.outputs);
  });
});
