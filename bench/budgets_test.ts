import { setupWasm } from "@bnlstm/backend-wasm";
import { BatchNormLSTM, type Ranks } from "@bnlstm/core";
import { bundle, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { BUDGETS } from "./budgets.ts";
import { createComputation } from "./implementations/ts/bnlstm.ts";
import { type Setting, SETTINGS } from "./runner/settings.ts";
import type { Computation } from "./implementations/computation.ts";
import { createWorkload } from "./runner/workload.ts";

const root = new URL("../", import.meta.url);
const SMALL: Setting = {
  ...SETTINGS.find(({ name }) => name === "S")!,
  batchSize: 8,
  inputSize: 4,
  hiddenSize: 12,
};

/** The bench's own training step. */
async function trainingStep(
  backend: "cpu" | "wasm",
  implementation: "fused" | "composed",
  timeSteps: number,
): Promise<Computation> {
  const computation = await createComputation({ backend, implementation, model: "bn", threads: 1 });
  await computation.prepare(createWorkload({ ...SMALL, timeSteps }), "train");
  // The first step of a shape may make what later ones reuse.
  computation.release!(await computation.run());
  return computation;
}

/** What one step does. */
async function profile(computation: Computation): Promise<{ kernels: number; peakBytes: number }> {
  const before = tf.memory().numBytes;
  const { kernels, peakBytes } = await tf.profile(async () => {
    computation.release!(await computation.run());
  });
  return { kernels: kernels.length, peakBytes: peakBytes - before };
}

/** Fails unless a value is within its budget, and not so far below that the budget says nothing. */
function assertBudget(value: number, budget: number, what: string): void {
  assert.ok(value <= budget, `${what}: ${value}, of a budget of ${budget}`);
  assert.ok(value > 0.7 * budget, `${what}: ${value}; lower its budget of ${budget}`);
}

/** What a step sends to other processes: sums, numbers in them, and what is gathered. */
function exchanged(timeSteps: number): { sums: number; numbers: number; gathered: number } {
  const count = { sums: 0, numbers: 0, gathered: 0 };
  const ranks: Ranks = {
    size: 1,
    sum(values) {
      count.sums++;
      count.numbers += values.length;
    },
    gather(bytes) {
      count.gathered++;
      return [bytes.slice()];
    },
  };
  const { batchSize, inputSize, hiddenSize } = SMALL;
  const model = BatchNormLSTM.create({ inputSize, hiddenSize });
  const x: tf.Tensor3D = tf.randomNormal([timeSteps, batchSize, inputSize]);
  const { value, grads } = tf.variableGrads(() => {
    const { h, batchStatistics } = model.apply(x, { mode: "train", ranks });
    tf.dispose(batchStatistics as unknown as tf.TensorContainer);
    return tf.mean(h) as tf.Scalar;
  });
  tf.dispose([value, grads, x]);
  model.dispose();
  return count;
}

describe("budget of a training step", () => {
  for (const backend of ["cpu", "wasm"] as const) {
    it(`on ${backend}: so many messages to other processes, with so many numbers`, async () => {
      await trainingStep(backend, "fused", 5);
      const { sumsPerTimeStep, numbersPerUnit, once } = BUDGETS.exchange;
      for (const timeSteps of [5, 40]) {
        const { sums, numbers, gathered } = exchanged(timeSteps);
        assert.equal(sums, sumsPerTimeStep * timeSteps);
        assert.equal(numbers, numbersPerUnit[backend] * SMALL.hiddenSize * timeSteps);
        assert.equal(gathered, once);
      }
    });
  }
  for (const backend of ["cpu", "wasm"] as const) {
    it(`on ${backend}: so many kernels, however many time steps`, async () => {
      for (const timeSteps of [5, 40]) {
        const { kernels } = await profile(await trainingStep(backend, "fused", timeSteps));
        assertBudget(kernels, BUDGETS.kernels[backend], `kernels at T=${timeSteps}`);
      }
    });
    it(`on ${backend}: so many bytes of tensors`, async () => {
      const { peakBytes } = await profile(await trainingStep(backend, "fused", 40));
      assertBudget(peakBytes, BUDGETS.tensorBytes[backend], "bytes");
    });
    it(`on ${backend}: no tensor is left behind`, async () => {
      const computation = await trainingStep(backend, "fused", 5);
      const { numTensors, numBytes } = tf.memory();
      for (let step = 0; step < 20; step++) computation.release!(await computation.run());
      assert.deepEqual({ ...tf.memory(), numTensors, numBytes }, tf.memory());
    });
  }
  it("on wasm: so many bytes of the kernels' own memory", async () => {
    const computation = await trainingStep("wasm", "fused", 40);
    const setup = await setupWasm({ threads: 1 });
    const before = setup.usedBytes;
    const { apply } = BatchNormLSTM.prototype;
    let most = 0;
    BatchNormLSTM.prototype.apply = function (...args) {
      const result = apply.apply(this, args);
      // The residuals are there, and wait for the backward pass.
      most = Math.max(most, setup.usedBytes - before);
      return result;
    };
    try {
      computation.release!(await computation.run());
    } finally {
      BatchNormLSTM.prototype.apply = apply;
    }
    assertBudget(most, BUDGETS.kernelBytes, "bytes");
    assert.equal(setup.usedBytes, before, "all of it is given back");
  });
  it("composed: so many kernels for each time step", async () => {
    const [few, many] = [4, 12];
    const [less, more] = [
      await profile(await trainingStep("cpu", "composed", few)),
      await profile(await trainingStep("cpu", "composed", many)),
    ];
    const each = (more.kernels - less.kernels) / (many - few);
    assertBudget(each, BUDGETS.composedKernelsPerTimeStep, "kernels for each time step");
  });
});

describe("budget of what is published", () => {
  it("is so many bytes in each package", async () => {
    const output = await deno("publish", "--dry-run", "--allow-dirty", "--no-check");
    const sizes: Record<string, number> = {};
    let current = "";
    for (const line of output.split("\n")) {
      current = line.match(/Simulating publish of (\S+)@/)?.[1] ?? current;
      const file = line.match(/^\s+file:\/\/\S+ \(([\d.]+)(B|KB|MB)\)/);
      if (!file) continue;
      const unit = { B: 1, KB: 1000, MB: 1e6 }[file[2]]!;
      sizes[current] = (sizes[current] ?? 0) + Number(file[1]) * unit;
    }
    assert.deepEqual(Object.keys(sizes).sort(), Object.keys(BUDGETS.packageBytes).sort());
    for (const [name, bytes] of Object.entries(sizes)) {
      assertBudget(Math.round(bytes), BUDGETS.packageBytes[name], name);
    }
  });
});

describe("budget of a page that makes a training step", () => {
  for (const backend of ["cpu", "wasm", "webgpu"] as const) {
    const page = new URL(`fixtures/${backend}_page.ts`, import.meta.url);
    it(`on ${backend}: so many bytes, minified and compressed`, async () => {
      const script = await bundle(page, { minify: true });
      assertBudget(gzipSync(script).length, BUDGETS.pageBytes[backend], "bytes");
    });
    it(`on ${backend}: so many modules from import to the first step`, async () => {
      const { modules } = JSON.parse(await deno("info", "--json", page.href));
      assertBudget(modules.length, BUDGETS.pageModules[backend], "modules");
    });
  }
});

/** Standard output and standard error of a Deno command, run in the repository. */
async function deno(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (code !== 0) throw new Error(`Cannot run deno ${args[0]}: ${errors}`);
  return args.includes("--json") ? out : out + errors;
}
