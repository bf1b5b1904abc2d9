/**
 * Ends a process that waits too long inside a library call, which nothing in its own thread can do. Another
 * thread watches a clock that the waiting one starts and stops.
 */
export class Watchdog {
  /** Number of the call, odd while it lasts. */
  readonly #calls = new Int32Array(new SharedArrayBuffer(4));

  /**
   * @param seconds The longest wait.
   * @param complaint What is written to standard error before the process ends.
   * @param silenced Id of a process that would write something too, and is ended first.
   */
  constructor(seconds: number, complaint: string, silenced?: number) {
    const { Worker } = globalThis.process.getBuiltinModule("node:worker_threads");
    const worker = new Worker(PROGRAM, {
      eval: true,
      workerData: { calls: this.#calls, seconds, complaint, silenced },
      // Not a copy of the whole environment, for which Deno would ask for permission.
      env: {},
    });
    worker.unref();
  }

  /** Makes a call that may wait. */
  watch<T>(call: () => T): T {
    Atomics.add(this.#calls, 0, 1);
    try {
      return call();
    } finally {
      Atomics.add(this.#calls, 0, 1);
    }
  }
}

/** Exit status of a process that waited too long. */
const STATUS = 1;

// A launcher ends all ranks when one exits without `MPI_Finalize`, and `_exit` works from any thread.
const PROGRAM = `
const { calls, seconds, complaint, silenced } = require("node:worker_threads").workerData;
let seen = 0, since = performance.now();
setInterval(() => {
  const now = Atomics.load(calls, 0);
  if (now !== seen || now % 2 === 0) {
    seen = now;
    since = performance.now();
    return;
  }
  if (performance.now() - since < 1000 * seconds) return;
  Deno.stderr.writeSync(new TextEncoder().encode(complaint + "\\n"));
  const path = Deno.build.os === "darwin" ? "libSystem.dylib" : "libc.so.6";
  const { symbols } = Deno.dlopen(path, {
    _exit: { parameters: ["i32"], result: "void" },
    kill: { parameters: ["i32", "i32"], result: "i32" },
  });
  if (silenced !== undefined) symbols.kill(silenced, 9);
  symbols._exit(${STATUS});
}, Math.min(1000, 100 * seconds));
`;
