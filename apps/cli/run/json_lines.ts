/** A file of JSON records, one on each line, that is only ever appended to. */
export class JsonLines<T> {
  /** What was in the file when it was opened and stays in it. */
  readonly kept: readonly T[];
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile, kept: readonly T[]) {
    this.#file = file;
    this.kept = kept;
  }

  /**
   * Opens or creates the file for appending. From the first record that is not to be kept, or is not
   * complete, everything is cut off.
   *
   * @param keep Whether a record stays.
   */
  static async open<T>(path: string, keep: (record: T) => boolean): Promise<JsonLines<T>> {
    const file = await Deno.open(path, { write: true, create: true });
    const text = await Deno.readTextFile(path);
    const kept: T[] = [];
    let end = 0;
    for (const line of text.split("\n").slice(0, -1)) {
      const record = parseLine<T>(line);
      if (record === undefined || !keep(record)) break;
      kept.push(record);
      end += new TextEncoder().encode(line).length + 1;
    }
    await file.truncate(end);
    await file.seek(end, Deno.SeekMode.Start);
    return new JsonLines(file, kept);
  }

  /** The complete records of a file, in order. */
  static async read<T>(path: string): Promise<T[]> {
    const lines = (await Deno.readTextFile(path)).split("\n").slice(0, -1);
    return lines.map((line) => parseLine<T>(line)).filter((record) => record !== undefined);
  }

  /** Adds a record; it has left the process when this returns. */
  append(record: T): void {
    const bytes = new TextEncoder().encode(JSON.stringify(record) + "\n");
    let written = 0;
    while (written < bytes.length) written += this.#file.writeSync(bytes.subarray(written));
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

/** `undefined` for what a process that was killed left half-written. */
function parseLine<T>(line: string): T | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
