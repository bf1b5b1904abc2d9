/**
 * Speed of the fused WASM kernels: one training step (forward pass, loss and all gradients, no optimizer) at
 *
 *     (A) sequential MNIST     B=64, T=784, I=1,  H=100, loss on the last h
 *     (B) character modeling  B=64, T=100, I=50, H=1000, loss on every h
 *
 * on one and two threads, as a share of the 128-bit FMA peak of this machine, measured in turn with it; with
 * the products by a BLAS of the system, where there is one; against the same kernels with every site
 * `"none"`; and at (A) against the composed form on tfjs's wasm backend. All implementations take turns in every
 * round, and medians are printed.
 *
 *     deno run -A bench/micro/wasm_kernels.ts [rounds=10] [shapes=A,B] [composed rounds=0]
 *
 * OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, where they are set, choose OpenBLAS's kernels instead of the processor.
 *
 * @module
 */

import { findBlas } from "@bnlstm/backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { registerKernels } from "../../packages/backend-wasm/kernels/register_kernels.ts";
import { Runtime } from "../../packages/backend-wasm/runtime/runtime.ts";
import { quartiles } from "../runner/quartiles.ts";
import { PeakMeter } from "./wasm_peak.ts";
import { SHAPES, trainingStep } from "./wasm_training_step.ts";

/** Milliseconds between two implementations: threads without a job spin for some 20 before they sleep. */
const PAUSE = 100;

/** Milliseconds an implementation runs at least before it is measured. */
const WARM_UP = 300;

function nativeBlas(): string | undefined {
  try {
    return findBlas();
  } catch (error) {
    console.log((error as Error).message);
  }
}

async function measure(name: string, rounds: number, composedRounds: number): Promise<void> {
  const shape = SHAPES[name];
  const { batch, steps, inputs, hidden } = shape;
  const flop = 3 * 2 * batch * steps * (inputs + hidden) * 4 * hidden;
  const blas = nativeBlas();
  const start = (threads: number, blas?: string) =>
    Runtime.start({ threads, shared: threads > 1, memoryBytes: 2 ** 32, blas });
  const one = await start(1), two = await start(2);
  const runtimes = [one, two];
  const meter = await PeakMeter.start(2);
  const normalized = trainingStep(shape, "timestep", "fused");
  const plain = trainingStep(shape, "none", "fused");
  const implementations: Record<string, () => number | Promise<number>> = {
    "peak, 1 thread": () => meter.measure(1),
    "peak, 2 threads": () => meter.measure(2),
    "BN-LSTM, 1 thread": () => (registerKernels(one, 0), normalized()),
    "BN-LSTM, 2 threads": () => (registerKernels(two, 0), normalized()),
    "all sites none, 2 threads": () => (registerKernels(two, 0), plain()),
  };
  if (blas) {
    for (const threads of [1, 2]) {
      const runtime = await start(threads, blas);
      runtimes.push(runtime);
      implementations[`${blas}, ${threads}`] = () => (registerKernels(runtime, 0), normalized());
    }
  }
  const samples: Record<string, number[]> = {};
  // The first round runs code that is not optimized yet.
  for (let round = -1; round < rounds; round++) {
    for (const [implementation, run] of Object.entries(implementations)) {
      // Threads of the implementation before spin for a while; this one's are woken, and the clock raised again.
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const warm = performance.now() + WARM_UP;
      do await run(); while (performance.now() < warm);
      const value = await run();
      if (round >= 0) (samples[implementation] ??= []).push(value);
    }
  }
  const typical = (implementation: string) => quartiles(samples[implementation]).median;
  console.log(`(${name}) B=${batch} T=${steps} I=${inputs} H=${hidden}, ${flop / 1e9} GFLOP`);
  for (const threads of ["1 thread", "2 threads"]) {
    const peak = typical(`peak, ${threads}`);
    const milliseconds = typical(`BN-LSTM, ${threads}`);
    const rate = flop / milliseconds / 1e6;
    const best = Math.min(...samples[`BN-LSTM, ${threads}`]);
    console.log(
      `  ${threads}: ${milliseconds.toFixed(0)} ms (best ${best.toFixed(0)}), ${
        rate.toFixed(1)
      } of ` +
        `${peak.toFixed(1)} GFLOP/s, ${(100 * rate / peak).toFixed(0)} % of peak`,
    );
  }
  if (blas) {
    const times = [1, 2].map((threads) => typical(`${blas}, ${threads}`));
    console.log(
      `  with ${blas}, 1 / 2 threads: ${times.map((time) => time.toFixed(0)).join(" / ")} ms, ${
        times.map((time) => (flop / time / 1e6).toFixed(1)).join(" / ")
      } GFLOP/s`,
    );
  }
  const cost = typical("BN-LSTM, 2 threads") / typical("all sites none, 2 threads") - 1;
  console.log(
    `  all sites none, 2 threads: ${typical("all sites none, 2 threads").toFixed(0)} ms; ` +
      `normalization costs ${(100 * cost).toFixed(0)} %`,
  );
  if (composedRounds > 0) {
    // The tape of 784 steps does not fit into tfjs's heap; both forms take time in proportion to T.
    const shorter = { ...shape, steps: 98 };
    const composed = trainingStep(shorter, "timestep", "composed");
    const fused = trainingStep(shorter, "timestep", "fused");
    const ratios = [];
    for (let round = 0; round < composedRounds; round++) {
      registerKernels(two, 0);
      ratios.push(composed() / fused());
    }
    console.log(
      `  at T=${shorter.steps} the composed form takes ${
        quartiles(ratios).median.toFixed(0)
      } times as long`,
    );
  }
  runtimes.forEach((runtime) => runtime.stop());
  await meter.stop();
}

const [rounds = "10", shapes = "A,B", composedRounds = "0"] = Deno.args;
await tf.setBackend("wasm");
for (const name of shapes.split(",")) {
  await measure(name, Number(rounds), name === "A" ? Number(composedRounds) : 0);
}
