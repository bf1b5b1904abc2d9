/**
 * How close the product of a stream, a row of 1,000 numbers times 1,000 x 4,000 weights, is to what it takes to
 * read the weights, and what weights of half the size would gain: milliseconds on one thread and on two, the least
 * and the median of many in turns, all weights in the cache if they fit there.
 *
 *     deno run -A bench/micro/wasm_row_product.ts [rounds=200]
 *
 * @module
 */

import { Worker } from "node:worker_threads";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { compileAssembly } from "../../packages/backend-wasm/build/build_kernels.ts";
import { quartiles } from "../runner/quartiles.ts";

const HIDDEN = 1000, ROW = 4096, OUT = 65536, WEIGHTS = 2 ** 20, REPEATS = 20;
const PAGES = (WEIGHTS + 16 * HIDDEN ** 2) / 65536 + 1 | 0;
const KINDS = ["read", "float32", "bfloat16", "int16"];

const WORKER = `const { parentPort, workerData } = require("node:worker_threads");
const { bytes, memory } = workerData;
const kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
parentPort.on("message", ({ kind, weights, units, out }) => {
  for (let i = 0; i < ${REPEATS}; i++) kernels[kind](weights, ${ROW}, ${HIDDEN}, units, out);
  parentPort.postMessage(null);
});
parentPort.postMessage(null);`;

const answer = (worker: Worker) =>
  new Promise<void>((resolve) => worker.once("message", () => resolve()));

const entry = fileURLToPath(new URL("./assembly/row_products.ts", import.meta.url));
const bytes = await compileAssembly(entry, [
  ...["--enable", "relaxed-simd", "--importMemory", "--sharedMemory"],
  ...["--initialMemory", String(PAGES), "--maximumMemory", String(PAGES)],
]);
const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
new Float32Array(memory.buffer, WEIGHTS, 4 * HIDDEN ** 2).fill(0.01);
new Float32Array(memory.buffer, ROW, HIDDEN).fill(0.5);
const workers = [0, 1].map(() => new Worker(WORKER, { eval: true, workerData: { bytes, memory } }));
await Promise.all(workers.map(answer));

/** Milliseconds of a product on so many threads. */
async function measure(kind: string, threads: number): Promise<number> {
  // Halves of units that are multiples of eight.
  const shares = threads === 1 ? [[0, 1000]] : [[0, 504], [504, 496]];
  const start = performance.now();
  await Promise.all(shares.map(([first, units], i) => {
    const unitBytes = (kind === "read" || kind === "float32" ? 16 : 8) * HIDDEN;
    const [weights, out] = [WEIGHTS + first * unitBytes, OUT + 16 * first];
    workers[i].postMessage({ kind, weights, units, out });
    return answer(workers[i]);
  }));
  return (performance.now() - start) / REPEATS;
}

const rounds = Number(Deno.args[0] ?? 200);
const samples = new Map<string, number[]>();
for (let round = -20; round < rounds; round++) {
  for (const threads of [1, 2]) {
    for (const kind of KINDS) {
      const time = await measure(kind, threads);
      const name = `${kind}, ${threads} thread${threads > 1 ? "s" : ""}`;
      if (round >= 0) samples.set(name, [...samples.get(name) ?? [], time]);
    }
  }
}
console.log(cpus()[0].model);
for (const [name, times] of samples) {
  const [least, median] = [Math.min(...times), quartiles(times).median];
  console.log(`${name.padEnd(20)} ${least.toFixed(3)}, median ${median.toFixed(3)} ms`);
}
await Promise.all(workers.map((worker) => worker.terminate()));
