/**
 * Speed of the fused WebGPU kernels on this machine's adapter, and of PyTorch on the same card where it is
 * installed: one training step (forward pass, loss and all gradients, no optimizer) at
 *
 *     A   sequential MNIST      B=64,  T=784, I=1,  H=100, loss on the last h
 *     B   character modeling   B=64,  T=100, I=50, H=1000, loss on every h
 *     C   text8                 B=128, T=180, I=27, H=2000, loss on every h
 *
 * or at a shape given as BxTxIxH, with a loss on every h. Launch shapes are tuned for each shape first, on
 * at most 32 of its time steps. Printed are medians; the dispatches and submissions of a step; GFLOP/s of
 * the matrix products; how long JavaScript takes to give the commands; and what the same step takes with
 * next to nothing to compute (B=2, I=1, H=4), as a share of the step: its overhead, which no kernel can
 * save. The peers are cuDNN's plain LSTM and three forms of BN-LSTM: webgpu_peers.py.
 *
 *     deno run -A bench/micro/webgpu_kernels.ts [samples=20] [shapes=A,B,C]
 *
 * @module
 */

import { setupWebGpu, tune } from "@bnlstm/backend-webgpu";
import { bnLstm, type BnLstmParameters } from "@bnlstm/core";
import type { SequenceShape } from "@bnlstm/core/kernels";
import "@bnlstm/core/gradients";
import * as tf from "@tensorflow/tfjs-core";
import { countCommands } from "../../packages/backend-webgpu/fixtures/count_commands.ts";
import { quartiles } from "../runner/quartiles.ts";

interface Workload extends SequenceShape {
  loss: "last" | "every";
}

const WORKLOADS: Record<string, Workload> = {
  A: { batchSize: 64, timeSteps: 784, inputSize: 1, hiddenSize: 100, loss: "last" },
  B: { batchSize: 64, timeSteps: 100, inputSize: 50, hiddenSize: 1000, loss: "every" },
  C: { batchSize: 128, timeSteps: 180, inputSize: 27, hiddenSize: 2000, loss: "every" },
};

/** A workload by its letter or its sizes. */
function workload(name: string): Workload {
  if (Object.hasOwn(WORKLOADS, name)) return WORKLOADS[name];
  const [batchSize, timeSteps, inputSize, hiddenSize, ...rest] = name.split("x").map(Number);
  if (rest.length > 0 || ![batchSize, timeSteps, inputSize, hiddenSize].every((n) => n >= 1)) {
    throw new RangeError(`Cannot measure ${name}: it must be A, B, C or BxTxIxH`);
  }
  return { batchSize, timeSteps, inputSize, hiddenSize, loss: "every" };
}

/** One training step, whose gradients the GPU may still be computing when it returns. */
function trainingStep(workload: Workload): () => tf.Tensor[] {
  const { batchSize, timeSteps, inputSize, hiddenSize, loss } = workload;
  const width = 4 * hiddenSize;
  const normal = (shape: number[], deviation: number, seed: number) =>
    tf.randomNormal(shape, 0, deviation, "float32", seed);
  const x = normal([timeSteps, batchSize, inputSize], 1, 1) as tf.Tensor3D;
  const parameters: Record<string, tf.Tensor> = {
    wx: normal([inputSize, width], 1 / Math.sqrt(inputSize), 2),
    wh: normal([hiddenSize, width], 1 / Math.sqrt(hiddenSize), 3),
    bias: tf.zeros([width]),
    gammaX: tf.fill([width], 0.1),
    gammaH: tf.fill([width], 0.1),
    gammaC: tf.fill([hiddenSize], 0.1),
    betaC: tf.zeros([hiddenSize]),
  };
  const names = Object.keys(parameters);
  const gradients = tf.grads((...tensors: tf.Tensor[]) => {
    const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
    const { hs, h } = bnLstm({
      x,
      parameters: named as unknown as BnLstmParameters,
      sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
      mode: "train",
      returnSequences: loss === "every",
      implementation: "fused",
    });
    return tf.sum(hs ?? h);
  });
  return () => gradients(names.map((name) => parameters[name]));
}

/** Milliseconds of a step until its gradients are there, and of giving its commands. */
async function timed(step: () => tf.Tensor[]): Promise<{ total: number; giving: number }> {
  const start = performance.now();
  const gradients = step();
  const giving = performance.now() - start;
  // The queue is in order: the last and smallest is there after all the others.
  await gradients.at(-1)!.data();
  const total = performance.now() - start;
  tf.dispose(gradients);
  return { total, giving };
}

/** Measures PyTorch on the same shape in a process of its own; its lines are for people. */
async function peers({ batchSize, timeSteps, inputSize, hiddenSize, loss }: Workload) {
  const script = new URL("webgpu_peers.py", import.meta.url).pathname;
  const sizes = [batchSize, timeSteps, inputSize, hiddenSize].map(String);
  try {
    await new Deno.Command("python3", {
      args: [script, ...sizes, loss, String(samples)],
      stdout: "inherit",
      stderr: "inherit",
    }).spawn().status;
  } catch (error) {
    console.log(`  PyTorch: absent (python3: ${(error as Error).message})`);
  }
}

async function measure(name: string): Promise<void> {
  const shape = workload(name);
  const { batchSize: B, timeSteps: T, inputSize: I, hiddenSize: H } = shape;
  const gflop = 3 * 2 * B * T * (I + H) * 4 * H / 1e9;
  console.log(`(${name}) B=${B} T=${T} I=${I} H=${H}, ${gflop.toPrecision(3)} GFLOP`);
  const { adapterClass, description } = await setupWebGpu();
  await tf.setBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  const { tuning } = await tune({ ...shape, timeSteps: Math.min(T, 32) });
  console.log(`  ${description} (${adapterClass}), ${JSON.stringify(tuning)}`);

  const full = trainingStep(shape);
  const empty = trainingStep({ ...shape, batchSize: 2, inputSize: 1, hiddenSize: 4 });
  // Compiles, fills the pool of buffers, and counts.
  for (const step of [empty, full]) await timed(step);
  const counts = countCommands(() => tf.dispose(full()));
  const dispatches = Object.values(counts.dispatches).reduce((a, b) => a + b);
  const times: Record<"total" | "giving" | "empty", number[]> = {
    total: [],
    giving: [],
    empty: [],
  };
  // In turn, so that a busy moment of the machine falls on both.
  for (let i = 0; i < samples; i++) {
    times.empty.push((await timed(empty)).total);
    const { total, giving } = await timed(full);
    times.total.push(total);
    times.giving.push(giving);
  }
  const milliseconds = quartiles(times.total).median;
  const overhead = quartiles(times.empty).median;
  const share = (value: number) => `${(100 * value / milliseconds).toFixed(0)} % of the step`;
  console.log(
    [
      `bnlstm, BN-LSTM: ${milliseconds.toFixed(2)} ms (${Math.min(...times.total).toFixed(2)} to ` +
      `${Math.max(...times.total).toFixed(2)}), ${(gflop / milliseconds * 1e3).toFixed(1)} GFLOP/s`,
      `${dispatches} dispatches in ${counts.submissions} submissions`,
      `overhead of as many steps with nothing to compute: ${overhead.toFixed(2)} ms, ` +
      `${(1e3 * overhead / dispatches).toFixed(1)} µs a dispatch, ${share(overhead)}`,
      `giving the commands: ${quartiles(times.giving).median.toFixed(2)} ms, ${
        share(quartiles(times.giving).median)
      }`,
    ].map((line) => `  ${line}`).join("\n"),
  );
  await peers(shape);
}

const samples = Number(Deno.args[0] ?? 20);
for (const name of (Deno.args[1] ?? "A,B,C").split(",")) await measure(name);
