import { basename } from "node:path";
import { InputError } from "../input_error.ts";
import { WriteError } from "./write_error.ts";

/** How a {@linkcode JsonLines} is opened. */
export interface JsonLinesOptions<T> {
  /** Whether a record stays. The first that does not, and what follows, is going to be written again. */
  keep: (record: T) => boolean;
  /** What is wrong with the records that stay, as in "it lacks step 3"; `undefined` if nothing is. */
  problem?: (kept: readonly T[]) => string | undefined;
}

/**
 * A file of JSON records, one a line, that is only ever appended to.
 *
 * What is cut off when it is opened is what will be written again: records that are not to be kept, and the
 * line that a process was writing when it was killed. Anything else that is no record is damage, which
 * nobody but the user may mend.
 */
export class JsonLines<T> {
  /** What was in the file when it was opened and stays in it. */
  readonly kept: readonly T[];
  readonly #path: string;
  readonly #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile, kept: readonly T[]) {
    this.#path = path;
    this.#file = file;
    this.kept = kept;
  }

  /**
   * Opens or creates the file for appending.
   *
   * @throws {InputError} If it is damaged where records have to stay, or something is wrong with them. It is not
   * changed then.
   */
  static async open<T>(
    path: string,
    { keep, problem }: JsonLinesOptions<T>,
  ): Promise<JsonLines<T>> {
    const text = await readIfThere(path);
    const { records, damagedLine } = parseLines<T>(text);
    const end = records.findIndex(({ record }) => !keep(record));
    const kept = end < 0 ? records : records.slice(0, end);
    const wrong = problem?.(kept.map(({ record }) => record));
    // A damaged line matters if records would have to stand there.
    if (wrong !== undefined || damagedLine !== undefined && problem === undefined) {
      throw damage(path, damagedLine, wrong);
    }
    const file = await Deno.open(path, { append: true, create: true });
    const last = kept.at(-1);
    await file.truncate(last === undefined ? 0 : last.end);
    return new JsonLines(path, file, kept.map(({ record }) => record));
  }

  /**
   * The complete records of a file, in order. It may still be written to: an unfinished last line is no damage.
   *
   * @throws {InputError} If it is damaged.
   */
  static async read<T>(path: string): Promise<T[]> {
    const { records, damagedLine } = parseLines<T>(await readIfThere(path));
    if (damagedLine !== undefined) throw damage(path, damagedLine);
    return records.map(({ record }) => record);
  }

  /**
   * Adds a record; it has left the process when this returns.
   *
   * @throws {WriteError} If it cannot be written.
   */
  append(record: T): void {
    const bytes = new TextEncoder().encode(JSON.stringify(record) + "\n");
    try {
      let written = 0;
      while (written < bytes.length) written += this.#file.writeSync(bytes.subarray(written));
    } catch (cause) {
      throw new WriteError(this.#path, cause);
    }
  }

  /**
   * Brings what was added to the disk.
   *
   * @throws {WriteError} If that fails.
   */
  async sync(): Promise<void> {
    try {
      await this.#file.syncData();
    } catch (cause) {
      throw new WriteError(this.#path, cause);
    }
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

/** Where a record ends, in bytes, and what it says. */
interface Line<T> {
  record: T;
  end: number;
}

async function readIfThere(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  }
}

/** The records up to the first line that is none, counted from 1. What follows the last line end is not complete. */
function parseLines<T>(bytes: Uint8Array): { records: Line<T>[]; damagedLine?: number } {
  const records: Line<T>[] = [];
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let start = 0;;) {
    const newline = bytes.indexOf(0x0a, start);
    if (newline < 0) return { records };
    try {
      const record = JSON.parse(decoder.decode(bytes.subarray(start, newline)));
      if (typeof record !== "object" || record === null) throw new TypeError();
      start = newline + 1;
      records.push({ record, end: start });
    } catch {
      return { records, damagedLine: records.length + 1 };
    }
  }
}

function damage(path: string, line: number | undefined, wrong?: string): InputError {
  const state = line === undefined ? wrong : `line ${line} is no record`;
  return new InputError(
    `Cannot read ${path}: ${state}; mend it, or move it away to go on without what ` +
      `${basename(path)} holds`,
  );
}
