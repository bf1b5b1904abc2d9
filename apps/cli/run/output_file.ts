import { EXIT_STATUS } from "../exit_status.ts";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";
import { Interruption } from "./interruption.ts";
import { unfinishedPath } from "./write_atomically.ts";
import { WriteError } from "./write_error.ts";
import { checkOutput } from "./write_output.ts";

/**
 * A file that the user named, and that is written bit by bit: what was there before stays until all is written.
 * A pipe or a device gets everything at once.
 */
export class OutputFile implements Disposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  /** Where it is until it is complete, and where it belongs. */
  #unfinished: { from: string; to: string } | undefined;
  readonly #interruption: Interruption;

  private constructor(path: string, file: Deno.FsFile, unfinished?: { from: string; to: string }) {
    this.#path = path;
    this.#file = file;
    this.#unfinished = unfinished;
    this.#interruption = new Interruption(() => {
      this[Symbol.dispose]();
      Deno.exit(EXIT_STATUS.interrupted);
    });
  }

  /**
   * Opens it.
   *
   * @param path Its path. A link is followed.
   * @param inputs Files that are read, none of which it may be.
   * @throws {InputError} If it cannot be written, or is one of these.
   */
  static async open(path: string, inputs: readonly string[] = []): Promise<OutputFile> {
    await checkOutput(path, inputs);
    try {
      const there = await Deno.stat(path).catch(() => undefined);
      if (there && !there.isFile) {
        return new OutputFile(path, await Deno.open(path, { write: true }));
      }
      // Where permission is lacking, that is better known now.
      if (there) (await Deno.open(path, { write: true })).close();
      const to = there ? await Deno.realPath(path) : path;
      const from = unfinishedPath(to);
      const file = await Deno.open(from, { write: true, create: true, truncate: true });
      const output = new OutputFile(path, file, { from, to });
      if (there?.mode) await Deno.chmod(from, there.mode & 0o777);
      return output;
    } catch (cause) {
      throw new InputError(`Cannot write ${path}: ${systemReason(cause)}`, { cause });
    }
  }

  /**
   * Adds bytes.
   *
   * @throws {WriteError} If the disk is full, for example.
   */
  write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
    } catch (cause) {
      throw new WriteError(this.#path, cause);
    }
  }

  /**
   * Gives the file its name: it is complete.
   *
   * @throws {WriteError} If it cannot be written.
   */
  async complete(): Promise<void> {
    if (!this.#unfinished) return;
    const { from, to } = this.#unfinished;
    try {
      await this.#file.sync();
      await Deno.rename(from, to);
    } catch (cause) {
      throw new WriteError(this.#path, cause);
    }
    this.#unfinished = undefined;
  }

  /** Closes the file. One that is not complete is removed. */
  [Symbol.dispose](): void {
    this.#interruption[Symbol.dispose]();
    this.#file.close();
    if (this.#unfinished) Deno.removeSync(this.#unfinished.from);
  }
}
