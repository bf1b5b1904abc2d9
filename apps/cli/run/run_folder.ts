import type { RunConfig } from "@bnlstm/train";
import { basename, join } from "node:path";
import { stringify } from "smol-toml";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";
import { resolveConfig } from "../config/resolve_config.ts";
import { isFileOrNothing } from "./is_file_or_nothing.ts";
import { LOCK } from "./run_lock.ts";
import { isHalfWritten, writeAtomically } from "./write_atomically.ts";

/** Where everything about one run is kept. */
export class RunFolder {
  /** Path of the folder. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Creates the folder of a new run. One that is empty, or in which a run was killed before it began, will do.
   *
   * @param path Its path. Default: `runs/<date and time>`.
   * @throws {InputError} If there is already something at this path, or it cannot be created.
   */
  static async create(path?: string): Promise<RunFolder> {
    const wanted = path ?? join("runs", timestamp());
    if (wanted === "") throw new InputError("Cannot create run folder: its name is empty");
    const refuse = (path: string, cause: unknown, reason = systemReason(cause)): never => {
      throw new InputError(`Cannot create run folder ${path}: ${reason}`, { cause });
    };
    const parent = join(wanted, "..");
    await Deno.mkdir(parent, { recursive: true }).catch((cause) =>
      cause instanceof Deno.errors.AlreadyExists
        ? refuse(wanted, cause, `${parent} is not a folder`)
        : refuse(wanted, cause)
    );
    for (let attempt = 1;; attempt++) {
      const candidate = attempt === 1 ? wanted : `${wanted}_${attempt}`;
      try {
        await Deno.mkdir(candidate);
        return new RunFolder(candidate);
      } catch (cause) {
        if (!(cause instanceof Deno.errors.AlreadyExists)) refuse(candidate, cause);
        // Runs started within one second share a timestamp.
        if (path === undefined) continue;
        if (await isUnused(candidate)) return new RunFolder(candidate);
        const resume = "choose another --run-dir, or continue it with bnlstm resume";
        refuse(candidate, cause, `it exists already; ${resume}`);
      }
    }
  }

  /**
   * Opens the folder of a run that was started before.
   *
   * @throws {InputError} If it is not the folder of a run, or something in it should be a file and is not.
   */
  static async open(path: string): Promise<RunFolder> {
    const folder = new RunFolder(path);
    const { isDirectory } = await Deno.stat(path).catch((cause) => {
      throw new InputError(
        `Cannot open run ${path}: ${systemReason(cause).replace("file", "folder")}`,
        { cause },
      );
    });
    if (!isDirectory) throw new InputError(`Cannot open run ${path}: it is not a folder`);
    if (!await folder.has(folder.config) && !await folder.has(folder.checkpoint("last"))) {
      throw new InputError(`Cannot open run ${path}: it has no config.toml`);
    }
    const { config, metrics, timing, sessions } = folder;
    const checkpoints = ["last", "best"].map((name) => folder.checkpoint(name));
    for (const file of [config, metrics, timing, sessions, ...checkpoints, join(path, LOCK)]) {
      if (await isFileOrNothing(file)) continue;
      throw new InputError(`Cannot open run ${path}: ${basename(file)} in it is not a file`);
    }
    return folder;
  }

  /** The resolved configuration as a recipe: `--recipe <folder>/config.toml` repeats the run. */
  get config(): string {
    return join(this.path, "config.toml");
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

  /** Whether there is a file. */
  async has(path: string): Promise<boolean> {
    return await Deno.stat(path).then(() => true, () => false);
  }

  /**
   * Reads the configuration.
   *
   * @throws {InputError} If there is none, or what is there cannot be used.
   */
  async readConfig(): Promise<RunConfig> {
    const text = await Deno.readTextFile(this.config).catch((cause) => {
      throw new InputError(`Cannot read ${this.config}: ${systemReason(cause)}`, { cause });
    });
    return resolveConfig({ name: this.config, text }, new Map());
  }

  /** Stores the resolved configuration. */
  async writeConfig(config: RunConfig): Promise<void> {
    await writeAtomically(this.config, stringify(config) + "\n");
  }

  /**
   * Puts the configuration that is there aside under another name.
   *
   * @returns The name.
   */
  async setConfigAside(): Promise<string> {
    for (let i = 1;; i++) {
      const aside = join(this.path, `config.edited${i > 1 ? `_${i}` : ""}.toml`);
      if (await this.has(aside)) continue;
      await Deno.rename(this.config, aside);
      return basename(aside);
    }
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

/** Whether there is nothing in a folder but what a process that was killed left on its way to a first file. */
async function isUnused(path: string): Promise<boolean> {
  try {
    const names = (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
    return names.every((name) => name === LOCK || isHalfWritten(name));
  } catch {
    return false;
  }
}

/** Local date and time, in a form that file systems allow and that sorts. */
function timestamp(): string {
  return Temporal.Now.plainDateTimeISO().toString({ smallestUnit: "second" }).replaceAll(":", "-");
}
