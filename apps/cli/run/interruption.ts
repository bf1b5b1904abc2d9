const SIGNALS: Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK", "SIGHUP"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Listens for Ctrl-C, for being asked to terminate, and for the terminal being closed, until disposed of. The first one aborts the
 * signal, so that work in progress can be saved; the second one has its usual effect, and ends the
 * process at once.
 */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #listener: () => void;

  /** @param announce Called at the first interruption. */
  constructor(announce: () => void) {
    this.#listener = () => {
      this[Symbol.dispose]();
      this.#controller.abort();
      announce();
    };
    for (const signal of SIGNALS) Deno.addSignalListener(signal, this.#listener);
  }

  /** Aborted once the process was interrupted. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Restores the usual effect of the signals. */
  [Symbol.dispose](): void {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, this.#listener);
  }
}

/** The user stopped the command after its state was saved. The exit status is 130. */
export class InterruptedError extends Error {
  /** The name shown for errors of this class. */
  override name = "InterruptedError";
}
