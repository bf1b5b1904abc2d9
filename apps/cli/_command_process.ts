/** What a command did. */
export interface CommandResult {
  /** Exit status. */
  status: number;
  /** All it wrote to standard output. */
  stdout: string;
  /** All it wrote to standard error. */
  stderr: string;
}

/** Path of a recipe that trains for about two seconds. */
export const TINY_RECIPE: string = path("fixtures/tiny.toml");

/** A `bnlstm` process, with the permissions that the task `bnlstm` of the repository gives it. */
export class CommandProcess {
  readonly #process: Deno.ChildProcess;
  readonly #stdout: ReadableStreamDefaultReader<string>;
  readonly #stderr: Promise<string>;
  #read = "";

  /** @param line What follows `bnlstm`; in front of it, as in a shell, `NAME=value` of the environment. */
  constructor(...line: string[]) {
    const [, ...flags] = task.split(" ").slice(0, -1);
    const args = line.slice(line.findIndex((word) => !/^[A-Z_]+=/.test(word)));
    const variables = line.slice(0, -args.length).map((word) => word.split("="));
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [...flags, "--no-prompt", path("main.ts"), ...args],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      // The user's own settings must not matter.
      env: { NO_COLOR: "1", XDG_CONFIG_HOME: "/nowhere", ...Object.fromEntries(variables) },
    }).spawn();
    this.#stdout = this.#process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#stderr = new Response(this.#process.stderr).text();
  }

  /** Runs a command to its end. */
  static run(...args: string[]): Promise<CommandResult> {
    return new CommandProcess(...args).end();
  }

  /** Waits until standard output contains a text. */
  async wrote(text: string): Promise<void> {
    while (!this.#read.includes(text)) {
      const { value, done } = await this.#stdout.read();
      if (done) throw new Error(`Cannot find "${text}": the command wrote ${this.#read}`);
      this.#read += value;
    }
  }

  /** Sends a signal. */
  kill(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Waits for the end. */
  async end(): Promise<CommandResult> {
    for (let chunk = await this.#stdout.read(); !chunk.done; chunk = await this.#stdout.read()) {
      this.#read += chunk.value;
    }
    const { code } = await this.#process.status;
    return { status: code, stdout: this.#read, stderr: await this.#stderr };
  }
}

const workspace = JSON.parse(Deno.readTextFileSync(path("../../deno.json")));
const task: string = workspace.tasks.bnlstm.command;

function path(relative: string): string {
  return new URL(relative, import.meta.url).pathname;
}
