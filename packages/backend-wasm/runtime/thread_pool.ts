import { type BlasLibrary, blasMultiply } from "./blas_multiply.ts";

/**
 * The threads that help the calling one. Each instantiates the kernels on the same memory and then stays in
 * `serve` (assembly/kernels.ts), where it spins for a few milliseconds after a job and then sleeps.
 *
 * The program of a worker is a few lines, passed as text: a file of its own would need a path that survives
 * every bundler, a blob needs none. In Deno and Node it is a worker of `node:worker_threads`, the only kind
 * there that does not keep the process alive.
 */

/** What a worker is started with. */
interface WorkerOrder {
  bytes: Uint8Array<ArrayBuffer>;
  memory: WebAssembly.Memory;
  pool: number;
  thread: number;
  threads: number;
  blas?: BlasLibrary;
}

const START = `async (order, ready) => {
  const imports = {
    env: { memory: order.memory, now: () => performance.now() },
    blas: { multiply: order.blas ? (${blasMultiply})(order.blas) : () => {} },
    ranks: { sum: () => {} },
  };
  const { instance } = await WebAssembly.instantiate(order.bytes, imports);
  ready();
  instance.exports.serve(order.pool, order.thread, order.threads);
}`;

const WEB_WORKER = `onmessage = async ({ data }) => {
  await (${START})(data, () => postMessage("ready"));
  close();
};`;

const NODE_WORKER = `const { parentPort, workerData } = require("node:worker_threads");
(${START})(workerData, () => parentPort.postMessage("ready"));`;

/** Starts a worker; resolves once it serves, rejects if it cannot start. */
export function startWorker(order: WorkerOrder): Promise<void> {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  return new Promise((resolve, reject) => {
    if (threads) {
      const worker = new threads.Worker(NODE_WORKER, {
        eval: true,
        workerData: order,
        // Not a copy of the whole environment, for which Deno would ask for permission.
        env: {},
      });
      worker.once("error", reject);
      worker.once("message", () => {
        worker.unref();
        resolve();
      });
      return;
    }
    const url = URL.createObjectURL(new Blob([WEB_WORKER], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    worker.onerror = (event) => reject(new Error(`Cannot start a thread: ${event.message}`));
    worker.onmessage = () => {
      URL.revokeObjectURL(url);
      resolve();
    };
    worker.postMessage(order);
  });
}
