/** The last things that a process does. */
export interface Last {
  /** What is written to standard error. */
  complaint: string;
  /** Id of a process that would write something too, and is ended first. */
  silenced?: number;
}

/**
 * Ends a process that waits too long inside a library call, which nothing in its own thread can do. Another
 * thread watches a clock that the waiting one starts and stops.
 */
export class Watchdog {
  /** Number of the call, odd while it lasts. */
  readonly #calls = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: { unref(): void; postMessage(last: Last): void };

  /**
   * @param seconds The longest wait.
   * @param last What is done before the process ends, until `change` says otherwise.
   */
  constructor(seconds: number, last: Last) {
    const { Worker } = globalThis.process.getBuiltinModule("node:worker_threads");
    this.#worker = new Worker(PROGRAM, {
      eval: true,
      workerData: { calls: this.#calls, seconds, last },
      // Not a copy of the whole environment, for which Deno would ask for permission.
      env: {},
    });
    this.#worker.unref();
  }

  /** Changes what is done before the process ends. */
  change(last: Last): void {
    this.#worker.postMessage(last);
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
const { parentPort, workerData } = require("node:worker_threads");
const { calls, seconds } = workerData;
let { last } = workerData;
parentPort.on("message", (changed) => last = changed);
let seen = 0, since = performance.now();
setInterval(() => {
  const now = Atomics.load(calls, 0);
  if (now !== seen || now % 2 === 0) {
    seen = now;
    since = performance.now();
    return;
  }
  if (performance.now() - since < 1000 * seconds) return;
  Deno.stderr.writeSync(new TextEncoder().encode(last.complaint + "\\n"));
  const path = Deno.build.os === "darwin" ? "libSystem.dylib" : "libc.so.6";
  const { symbols } = Deno.dlopen(path, {
    _exit: { parameters: ["i32"], result: "void" },
    kill: { parameters: ["i32", "i32"], result: "i32" },
  });
  if (last.silenced !== undefined) symbols.kill(last.silenced, 9);
  symbols._exit(${STATUS});
}, Math.min(1000, 100 * seconds));
`;
