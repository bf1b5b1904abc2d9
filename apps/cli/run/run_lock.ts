import { join } from "node:path";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

/** Name of the file. */
export const LOCK = ".lock";

/** The process that works on a run, as its lock says. */
interface Owner {
  pid: number;
  command: string[];
  since: string;
}

/**
 * The right to write to the folder of a run, which one process has at a time. Commands that only read need
 * none.
 *
 * The system locks the file for as long as this process lives, so that no lock survives its owner, however
 * it ends; what the file says is for people.
 */
export class RunLock implements Disposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Takes the lock of a folder.
   *
   * @param folder Path of the folder of a run.
   * @throws {InputError} If another process has it, naming that.
   */
  static async take(folder: string): Promise<RunLock> {
    const path = join(folder, LOCK);
    for (;;) {
      const file = await Deno.open(path, { read: true, write: true, create: true }).catch(
        (cause) => {
          throw new InputError(`Cannot work on run ${folder}: ${systemReason(cause)}`, { cause });
        },
      );
      if (!await file.tryLock(true)) {
        file.close();
        throw new InputError(`Cannot work on run ${folder}: ${await describeOwner(path)}`);
      }
      // Its owner may have removed the file after we opened it: then another has a lock of the same name.
      const [ours, there] = await Promise.all([
        file.stat(),
        Deno.stat(path).catch(() => undefined),
      ]);
      if (there === undefined || there.ino !== ours.ino) {
        file.close();
        continue;
      }
      const owner: Owner = { pid: Deno.pid, command: Deno.args, since: new Date().toISOString() };
      await file.truncate();
      await file.write(new TextEncoder().encode(JSON.stringify(owner) + "\n"));
      return new RunLock(path, file);
    }
  }

  /** Gives it back. */
  [Symbol.dispose](): void {
    Deno.removeSync(this.#path);
    this.#file.close();
  }
}

async function describeOwner(path: string): Promise<string> {
  try {
    const { pid, since }: Owner = JSON.parse(await Deno.readTextFile(path));
    return `process ${pid} has been working on it since ${since}`;
  } catch {
    // It has just begun, or has just ended.
    return "another process is working on it";
  }
}
