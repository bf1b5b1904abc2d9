import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type Answer, ANSWER_MARK, type Request } from "./protocol.ts";
import { AbsentError } from "../implementations/computation.ts";
import { waitUntilAsleep } from "./wait_until_asleep.ts";

/** What a process runs. */
export interface ImplementationProgram {
  /** Module in bench/implementations/ts/, or script in bench/implementations/python/. */
  module: string;
  /** What it is told. */
  options: Record<string, unknown>;
  /** Variables of its environment. */
  env?: Record<string, string>;
}

/**
 * Interpreters that are tried for a script, in order: that of the path, which may be in a virtual
 * environment, and that of the system, for which distributions package libraries.
 */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** Characters of what a process printed that are kept for the message of its end. */
const TAIL = 600;

/** An implementation in a process of its own: it cannot disturb the others' memory, and its own can be measured. */
export class ImplementationProcess {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: Interface;
  #waiting?: (answer: Answer) => void;
  #tail = "";
  /** What runs, with its version. */
  name = "";

  private constructor(program: ImplementationProgram, command: string[]) {
    const [executable, ...args] = command;
    this.#child = new Deno.Command(executable, {
      args: [...args, program.module, JSON.stringify(program.options)],
      // Mesa complains without.
      env: { XDG_RUNTIME_DIR: Deno.env.get("XDG_RUNTIME_DIR") ?? "/tmp", ...program.env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#lines = createInterface({ input: Readable.fromWeb(this.#child.stdout) });
    this.#lines.on("line", (line) => {
      if (line.startsWith(ANSWER_MARK)) this.#settle(JSON.parse(line.slice(ANSWER_MARK.length)));
      else this.#note(line);
    });
    const errors = createInterface({ input: Readable.fromWeb(this.#child.stderr) });
    errors.on("line", (line) => this.#note(line));
    this.#child.status.then(({ code, signal }) =>
      this.#settle({ error: `ended with ${signal ?? `status ${code}`}: ${this.#tail.trim()}` })
    );
  }

  /**
   * Starts an implementation and loads its libraries.
   *
   * @throws {AbsentError} If it cannot take part on this machine.
   */
  static async start(
    program: ImplementationProgram,
    limit: number,
  ): Promise<ImplementationProcess> {
    const folder = fileURLToPath(new URL("../", import.meta.url));
    const commands = program.module.endsWith(".py")
      ? PYTHONS.map((python) => [python, `${folder}implementations/python/implementation_host.py`])
      : [[Deno.execPath(), "run", "--quiet", "-A", `${folder}runner/implementation_host.ts`]];
    let reason = "";
    for (const command of commands) {
      const process = new ImplementationProcess(program, command);
      try {
        process.name = (await process.ask({ do: "load" }, limit) as { name: string }).name;
        return process;
      } catch (error) {
        await process.stop();
        if (!(error instanceof AbsentError)) throw error;
        reason = error.message;
      }
    }
    throw new AbsentError(reason);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param limit Milliseconds to wait; the process is ended when it has not answered by then.
   * @throws {AbsentError} If the implementation cannot take part on this machine.
   * @throws {Error} If it fails, with the implementation's own message.
   */
  async ask<A extends Answer>(request: Request, limit: number): Promise<A> {
    const answer = new Promise<Answer>((resolve) => this.#waiting = resolve);
    const patience = setTimeout(() => {
      this.#settle({ error: `no answer in ${Math.round(limit / 1000)} s` });
      this.stop();
    }, limit);
    try {
      await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    } catch {
      // It has ended: its status settles the answer.
    }
    const said = await answer;
    clearTimeout(patience);
    if ("absent" in said) throw new AbsentError(said.absent);
    if ("error" in said) throw new Error(said.error);
    return said as A;
  }

  /** Most memory the process has had, in bytes; unknown where the system does not tell as Linux does. */
  async peakMemory(): Promise<number | undefined> {
    try {
      const status = await Deno.readTextFile(`/proc/${this.#child.pid}/status`);
      return Number(status.match(/VmHWM:\s*(\d+) kB/)![1]) * 1024;
    } catch {
      return undefined;
    }
  }

  /** Waits until its threads sleep, which some do only a while after the answer. */
  async idle(): Promise<void> {
    await waitUntilAsleep(this.#child.pid);
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#child.status;
    this.#lines.close();
  }

  #settle(answer: Answer): void {
    this.#waiting?.(answer);
    this.#waiting = undefined;
  }

  #note(line: string): void {
    this.#tail = `${this.#tail}\n${line}`.slice(-TAIL);
  }
}
