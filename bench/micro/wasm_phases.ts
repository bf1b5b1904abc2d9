/**
 * Where the time of a training step goes, or with `/infer` behind a shape that of an inference pass, by the
 * phases of `packages/backend-wasm/assembly/memory/phases.ts`: milliseconds of the mean thread, forward and
 * backward, beside what is outside of the kernels' jobs: copies between tfjs's memory and theirs, and what tfjs
 * does. Products come with their share of the 128-bit FMA peak.
 *
 * The build that counts reads a clock some thousand times a step. It takes turns with the build that is shipped
 * and with the peak, and what its steps take longer is shared out over the readings and taken off again.
 *
 *     deno run -A bench/micro/wasm_phases.ts [rounds=20] [shapes=S,A,B,S/infer,1/infer] [threads=1,2] [blas]
 *
 * @module
 */

import { findBlas } from "@bnlstm/backend-wasm";
import { BN_LSTM_BACKWARD, BN_LSTM_FORWARD } from "@bnlstm/core/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { compileKernels } from "../../packages/backend-wasm/build/build_kernels.ts";
import { registerKernels } from "../../packages/backend-wasm/kernels/register_kernels.ts";
import { Runtime } from "../../packages/backend-wasm/runtime/runtime.ts";
import { quartiles } from "../runner/quartiles.ts";
import { PeakMeter } from "./wasm_peak.ts";
import { inferencePass } from "./wasm_inference_pass.ts";
import { type Shape, SHAPES, type Step, trainingStep } from "./wasm_training_step.ts";

/** The phases by their numbers, less one. */
const PHASES = [
  ...["hidden product", "input product", "weight gradient", "statistics", "activations", "state"],
  ...["spreading", "term gradient", "packing", "meeting", "idle"],
];

/** Bytes of a thread's place in the last page of the memory, and of what comes before the counts there. */
const PLACE = 256, COUNTS = 128, PAGE_BYTES = 65536;

/** Milliseconds between two builds: threads without a job spin for some 20 before they sleep. */
const PAUSE = 50;

/** What one step spent on something. */
interface Part {
  /** Milliseconds, the clock's readings included. */
  time: number;
  /** Readings of the clock. */
  readings: number;
}

/** What a step spent its time on, by name. */
type Parts = Map<string, Part>;

/** What a thread has counted on average since the last call. */
function takeCounts({ memory, threads }: Runtime): Part[] {
  const parts = PHASES.map((): Part => ({ time: 0, readings: 0 }));
  for (let thread = 0; thread < threads; thread++) {
    const at = memory.buffer.byteLength - PAGE_BYTES + thread * PLACE;
    const place = new Float64Array(memory.buffer, at, PLACE / 8);
    parts.forEach((part, i) => {
      part.time += place[1 + i] / threads;
      part.readings += place[1 + i + COUNTS / 8] / threads;
    });
    place.fill(0, 1);
  }
  return parts;
}

/** Kernels whose steps are taken apart. */
class CountingKernels {
  readonly #runtime: Runtime;
  #jobs = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    const run = runtime.run.bind(runtime);
    runtime.run = (job, problem, threads) => {
      const start = performance.now();
      run(job, problem, threads);
      this.#jobs += performance.now() - start;
    };
  }

  /** Runs a step with these kernels. */
  run(step: Step): Parts {
    const parts: Parts = new Map();
    registerKernels(this.#runtime, 0);
    let inKernels = 0;
    for (const [name, pass] of [[BN_LSTM_FORWARD, "forward"], [BN_LSTM_BACKWARD, "backward"]]) {
      const kernel = tf.getKernel(name, "wasm")!;
      tf.unregisterKernel(name, "wasm");
      tf.registerKernel({
        ...kernel,
        kernelFunc: (call) => {
          takeCounts(this.#runtime);
          this.#jobs = 0;
          const start = performance.now();
          const result = kernel.kernelFunc(call);
          const time = performance.now() - start;
          inKernels += time;
          parts.set(`${pass}: copies, tables`, { time: time - this.#jobs, readings: 0 });
          takeCounts(this.#runtime).forEach((part, i) => {
            if (PHASES[i] !== "idle") parts.set(`${pass}: ${PHASES[i]}`, part);
          });
          return result;
        },
      });
    }
    const total = step();
    parts.set("tfjs", { time: total - inKernels, readings: 0 });
    parts.set("total", { time: total, readings: 0 });
    return parts;
  }
}

/** Floating-point operations of the products of a phase. */
function flops({ batch, steps, inputs, hidden }: Shape): Record<string, number> {
  const product = (depth: number) => 2 * batch * steps * depth * 4 * hidden;
  return {
    "forward: hidden product": product(hidden),
    "forward: input product": inputs > 1 ? product(inputs) : 0,
    "backward: hidden product": product(hidden),
    "backward: input product": inputs > 1 ? product(inputs) : 0,
    "backward: weight gradient": product(hidden) + (inputs > 1 ? product(inputs) : 0),
  };
}

function report(shape: Shape, samples: Parts[], shipped: number[], peaks: number[]): void {
  const median = (name: string, what: keyof Part) =>
    quartiles(samples.map((parts) => parts.get(name)?.[what] ?? 0)).median;
  const total = quartiles(shipped).median, peak = quartiles(peaks).median;
  const names = [...samples[0].keys()].filter((name) => name !== "total");
  const readings = names.reduce((sum, name) => sum + median(name, "readings"), 0);
  const reading = Math.max(0, median("total", "time") - total) / readings;
  console.log(
    `  ${total.toFixed(2)} ms, ${median("total", "time").toFixed(2)} while counting: ` +
      `${(1e6 * reading).toFixed(0)} ns for each of ${readings.toFixed(0)} readings; ` +
      `peak ${peak.toFixed(1)} GFLOP/s`,
  );
  const operations = flops(shape);
  let products = 0;
  for (const name of names) {
    const time = median(name, "time") - reading * median(name, "readings");
    const isProduct = /product|weight/.test(name);
    if (isProduct) products += time;
    if (time < total / 500) continue;
    const share = operations[name]
      ? `${(operations[name] / time / 1e4 / peak).toFixed(0)} % of peak`
      : "";
    console.log(
      `  ${name.padEnd(26)} ${time.toFixed(3).padStart(9)} ms ` +
        `${(100 * time / total).toFixed(1).padStart(5)} %  ${share}`,
    );
  }
  console.log(
    `  all products ${products.toFixed(2)} ms, all else ${(total - products).toFixed(2)} ms`,
  );
}

const [rounds = "20", shapes = "S,A,B,S/infer,1/infer", threads = "1,2", blas] = Deno.args;
await tf.setBackend("wasm");
const build = await compileKernels(true, ["--use", "PHASES=1"]);
const meter = await PeakMeter.start(2);
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));
for (const name of shapes.split(",")) {
  const shape = SHAPES[name.split("/")[0]];
  const step = name.endsWith("/infer")
    ? inferencePass(shape)
    : trainingStep(shape, "timestep", "fused");
  for (const count of threads.split(",").map(Number)) {
    const shared = count > 1;
    const options = { threads: count, shared, memoryBytes: 2 ** 32, blas: blas && findBlas() };
    const shipped = await Runtime.start(options);
    const counting = await Runtime.start({ ...options, build });
    const kernels = new CountingKernels(counting);
    const samples: Parts[] = [], totals: number[] = [], peaks: number[] = [];
    for (let round = -3; round < Number(rounds); round++) {
      const peak = await meter.measure(count);
      registerKernels(shipped, 0);
      step();
      const total = step();
      await pause();
      kernels.run(step);
      const parts = kernels.run(step);
      await pause();
      if (round < 0) continue;
      samples.push(parts);
      totals.push(total);
      peaks.push(peak);
    }
    console.log(`${name}, ${count} threads${blas ? ", BLAS" : ""}`);
    report(shape, samples, totals, peaks);
    shipped.stop();
    counting.stop();
  }
}
await meter.stop();
