import type { RunConfig } from "@bnlstm/train";
import { join } from "node:path";
import { stringify } from "smol-toml";
import { InputError } from "../input_error.ts";
import { writeAtomically } from "./write_atomically.ts";

/** Where everything about one run is kept. */
export class RunFolder {
  /** Path of the folder. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Creates the folder of a new run.
   *
   * @param path Its path. Default: `runs/<date and time>`.
   * @throws {InputError} If there is already something at this path, or it cannot be created.
   */
  static async create(path?: string): Promise<RunFolder> {
    const wanted = path ?? join("runs", timestamp());
    try {
      await Deno.mkdir(join(wanted, ".."), { recursive: true });
    } catch (cause) {
      throw new InputError(`Cannot create run folder ${wanted}: ${(cause as Error).message}`, {
        cause,
      });
    }
    for (let attempt = 1;; attempt++) {
      const candidate = attempt === 1 ? wanted : `${wanted}_${attempt}`;
      try {
        await Deno.mkdir(candidate);
        return new RunFolder(candidate);
      } catch (cause) {
        // Runs started within one second share a timestamp.
        if (cause instanceof Deno.errors.AlreadyExists && path === undefined) continue;
        const reason = cause instanceof Deno.errors.AlreadyExists
          ? "it exists already; choose another --run-dir, or continue it with bnlstm resume"
          : (cause as Error).message;
        throw new InputError(`Cannot create run folder ${candidate}: ${reason}`, { cause });
      }
    }
  }

  /**
   * Opens the folder of a run that was started before.
   *
   * @throws {InputError} If it is not the folder of a run.
   */
  static async open(path: string): Promise<RunFolder> {
    const folder = new RunFolder(path);
    try {
      await Deno.stat(folder.metrics);
    } catch (cause) {
      throw new InputError(`Cannot open run ${path}: it has no metrics.jsonl`, { cause });
    }
    return folder;
  }

  /** What was measured, one JSON record a line: the truth about the run. */
  get metrics(): string {
    return join(this.path, "metrics.jsonl");
  }

  /** How long it took, one JSON record a line. It differs each time a run is repeated. */
  get timing(): string {
    return join(this.path, "timing.jsonl");
  }

  /** Versions, commands and machines of each process that worked on the run. */
  get sessions(): string {
    return join(this.path, "sessions.jsonl");
  }

  /** Path of a checkpoint: `last`, `best` or `step-<step>`. */
  checkpoint(name: string): string {
    return join(this.path, `${name}.safetensors`);
  }

  /** Stores the resolved configuration as a recipe: `--recipe <folder>/config.toml` repeats the run. */
  async writeConfig(config: RunConfig): Promise<void> {
    await writeAtomically(join(this.path, "config.toml"), stringify(config) + "\n");
  }

  /** Stores one checkpoint under several names, then drops the oldest numbered ones. */
  async writeCheckpoint(
    bytes: Uint8Array,
    names: readonly string[],
    keepNumbered: number,
  ): Promise<void> {
    // `last` comes last: a run that is killed in between goes on from the one before.
    const inOrder = names.toSorted((a, b) => Number(a === "last") - Number(b === "last"));
    for (const name of inOrder) await writeAtomically(this.checkpoint(name), bytes);
    const steps = (await Array.fromAsync(Deno.readDir(this.path)))
      .map(({ name }) => Number(/^step-(\d+)\.safetensors$/.exec(name)?.[1]))
      .filter((step) => !Number.isNaN(step))
      .sort((a, b) => b - a);
    for (const step of steps.slice(keepNumbered)) {
      await Deno.remove(this.checkpoint(`step-${step}`));
    }
  }
}

/** Local date and time, in a form that file systems allow and that sorts. */
function timestamp(): string {
  return Temporal.Now.plainDateTimeISO().toString({ smallestUnit: "second" }).replaceAll(":", "-");
}
