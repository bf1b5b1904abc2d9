import { join } from "node:path";
import { parse, stringify } from "smol-toml";
import * as z from "zod";
import { InputError } from "../../input_error.ts";
import { writeAtomically } from "../../run/write_atomically.ts";
import { WriteError } from "../../run/write_error.ts";
import { systemReason } from "../../system_reason.ts";
import { configFolder } from "./config_folder.ts";
import { type Profile, profileSchema } from "./profile.ts";

/** The profiles of this user's adapters by name, in a small TOML file in the user's settings folder. */
export class ProfileFile {
  /** Its path; `undefined` if the environment names no settings folder. */
  readonly path: string | undefined;

  /** @param folder The user's settings folder. */
  constructor(folder: string | undefined = configFolder()) {
    this.path = folder && join(folder, "bnlstm", "webgpu.toml");
  }

  /**
   * Reads all profiles; none if there is no file.
   *
   * @throws {InputError} If what is there cannot be read or is not a profile.
   */
  async read(): Promise<Record<string, Profile>> {
    if (this.path === undefined) return {};
    try {
      return z.record(z.string(), profileSchema).parse(parse(await Deno.readTextFile(this.path)));
    } catch (cause) {
      if (cause instanceof Deno.errors.NotFound) return {};
      const message = `Cannot read WebGPU profile ${this.path}: ${reason(cause)}`;
      throw new InputError(
        `${message}; bnlstm backends --tune makes a new one when it is removed`,
        {
          cause,
        },
      );
    }
  }

  /**
   * Stores a profile along with those of other adapters.
   *
   * @returns The path of the file.
   * @throws {InputError} If it cannot be written, or what is there cannot be read and would be lost.
   */
  async store(adapter: string, profile: Profile): Promise<string> {
    if (this.path === undefined) {
      throw new InputError("Cannot store a WebGPU profile: the environment names no home folder");
    }
    const profiles = { ...await this.read(), [adapter]: profile };
    try {
      await Deno.mkdir(join(this.path, ".."), { recursive: true });
      // Some people keep their settings elsewhere, with links to them here.
      const path = await Deno.realPath(this.path).catch(() => this.path!);
      await writeAtomically(path, stringify(profiles) + "\n");
    } catch (cause) {
      const state = systemReason(cause instanceof WriteError ? cause.cause : cause);
      throw new InputError(`Cannot write WebGPU profile ${this.path}: ${state}`, { cause });
    }
    return this.path;
  }
}

/** What is wrong with a file, in a few words. */
function reason(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [{ path, message }] = error.issues;
    return `${path.join(".")}: ${message}`;
  }
  // smol-toml shows the place in the lines that follow.
  return (error as Error).message.split("\n")[0];
}
