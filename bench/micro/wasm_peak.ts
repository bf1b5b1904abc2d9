import { Worker } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import { compileAssembly } from "../../packages/backend-wasm/build/build_kernels.ts";

const OPERATIONS = 10 * 4 * 2;
const ITERATIONS = 10_000;
/** Calls of a measurement, some 150 milliseconds. V8 replaces slow code by fast only where it is called. */
const CALLS = 10_000;

const WORKER = `const { parentPort, workerData } = require("node:worker_threads");
const kernels = new WebAssembly.Instance(new WebAssembly.Module(workerData), { env: {} }).exports;
parentPort.on("message", () => {
  for (let i = 0; i < ${CALLS}; i++) kernels.multiplyAdd(${ITERATIONS}, 1e-3);
  parentPort.postMessage(null);
});
parentPort.postMessage(null);`;

/** Measures the 128-bit FMA peak of this machine: what no WebAssembly code can exceed. */
export class PeakMeter {
  readonly #workers: Worker[];

  private constructor(workers: Worker[]) {
    this.#workers = workers;
  }

  /** @param threads The most threads that will be measured. */
  static async start(threads: number): Promise<PeakMeter> {
    const entry = fileURLToPath(new URL("./assembly/fma_peak.ts", import.meta.url));
    const bytes = await compileAssembly(entry, ["--enable", "relaxed-simd"]);
    const workers = Array.from(
      { length: threads },
      () => new Worker(WORKER, { eval: true, workerData: bytes }),
    );
    await Promise.all(workers.map(answer));
    const meter = new PeakMeter(workers);
    // The first call runs unoptimized code.
    for (let i = 0; i < 3; i++) await meter.measure(threads);
    return meter;
  }

  /** GFLOP/s of so many threads together. */
  async measure(threads: number): Promise<number> {
    const workers = this.#workers.slice(0, threads);
    const start = performance.now();
    const answers = workers.map(answer);
    for (const worker of workers) worker.postMessage(null);
    await Promise.all(answers);
    const milliseconds = performance.now() - start;
    return threads * CALLS * ITERATIONS * OPERATIONS / milliseconds / 1e6;
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function answer(worker: Worker): Promise<void> {
  return new Promise((resolve) => worker.once("message", () => resolve()));
}
