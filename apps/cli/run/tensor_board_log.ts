import { eventFileHeader, scalarEvent } from "@bnlstm/convert/tensorboard";
import { join } from "node:path";
import type { MetricsRecord } from "./metrics_record.ts";

/** Names of the parts of the data in TensorBoard. */
const PARTS = { step: "train", validation: "valid", test: "test" } as const;

/** Fields of a record that are not metrics. */
const PLACES: readonly string[] = ["type", "step", "best", "checkpointStep", "examples"];

/**
 * An event file of TensorBoard beside `metrics.jsonl`, with the same numbers: `loss/train`, `accuracy/valid`, and so on
 * over updates.
 */
export class TensorBoardLog {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /**
   * Begins a new event file, which TensorBoard expects of every process.
   *
   * @param folder The folder of the run.
   * @param step The step that the run has reached; what earlier files say about later steps becomes void.
   */
  static async create(folder: string, step: number): Promise<TensorBoardLog> {
    const wallTime = Date.now() / 1000;
    const path = join(folder, `events.out.tfevents.${wallTime.toFixed(3)}.bnlstm`);
    const log = new TensorBoardLog(await Deno.open(path, { write: true, createNew: true }));
    log.#write(eventFileHeader({ step, wallTime }));
    return log;
  }

  /** Whether an earlier process wrote an event file into the folder of a run. */
  static async existsIn(folder: string): Promise<boolean> {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.some(({ name }) => name.startsWith("events.out.tfevents."));
  }

  /** Adds a record; it has left the process when this returns. */
  append(record: MetricsRecord): void {
    const metrics = Object.entries(record).filter(([name, value]) =>
      typeof value === "number" && !PLACES.includes(name)
    );
    const part = PARTS[record.type];
    const named = metrics.map(([name, value]) => [`${name}/${part}`, value]);
    const time = { step: record.step, wallTime: Date.now() / 1000 };
    this.#write(scalarEvent(time, Object.fromEntries(named)));
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }

  #write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      written += this.#file.writeSync(bytes.subarray(written));
    }
  }
}
