import { sumsOverRanks } from "@bnlstm/core/kernels";
import type { Communicator } from "@bnlstm/distributed";
import type { ProcessGroup } from "@bnlstm/train";
import { join } from "node:path";
import { InputError } from "../input_error.ts";
import { readFile } from "../run/read_file.ts";
import { RunFolder } from "../run/run_folder.ts";
import type { RankOptions } from "./rank_options.ts";

/**
 * The processes that carry out a command together. Each does all of it, with a share of the rows; only the first
 * reads and writes where the user said, and the others do so in a folder that is removed at the end.
 */
export class JoinedRanks {
  /** How they talk. */
  readonly communicator: Communicator;
  readonly #scratch: string | undefined;

  private constructor(communicator: Communicator, scratch: string | undefined) {
    this.communicator = communicator;
    this.#scratch = scratch;
  }

  /** Joins processes that are connected. */
  static async create(communicator: Communicator): Promise<JoinedRanks> {
    const scratch = communicator.rank === 0 ? undefined : await Deno.makeTempDir();
    return new JoinedRanks(communicator, scratch);
  }

  /** Whether this process prints, and writes where the user wants. */
  get first(): boolean {
    return this.#scratch === undefined;
  }

  /**
   * The processes as those that train one model.
   *
   * @param backend Name of a backend that is set up.
   * @throws {InputError} If the backend cannot sum statistics over them.
   */
  group(backend: string, wanted: RankOptions["statistics"]): ProcessGroup {
    const able = sumsOverRanks(backend);
    if (wanted === "synchronized" && !able) {
      throw new InputError(
        `Cannot use --statistics synchronized with backend "${backend}": its kernels cannot wait for ` +
          "other processes within a time step; use local, or backend wasm",
      );
    }
    const synchronized = (wanted ?? (able ? "synchronized" : "local")) === "synchronized";
    const { communicator } = this;
    return { ...communicator, ...synchronized && { statistics: communicator } };
  }

  /** Threads for a backend that has them: the cores are shared with the other processes on the machine. */
  threads(backend: string, wanted: number | undefined): number | undefined {
    if (backend !== "wasm") return wanted;
    return wanted ?? Math.max(1, Math.floor(this.communicator.cores));
  }

  /** A warning if more threads would compute than there are cores, since they spin while they wait. */
  crowding(threads = 1): string | undefined {
    const { cores } = this.communicator;
    if (threads <= cores) return undefined;
    const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    return `each rank computes on ${count(threads, "thread")}, and there ${
      cores === 1 ? "is" : "are"
    } ` +
      `${count(Number(cores.toFixed(2)), "core")} for each: they will hinder each other`;
  }

  /** Where this process has the folder of a new run. */
  runDir(wanted: string | undefined): string | undefined {
    return this.#scratch === undefined ? wanted : join(this.#scratch, "run");
  }

  /** Where this process has a copy of a folder that the first has. */
  async copyFolder(path: string): Promise<string> {
    const names: string[] = [];
    if (this.first) {
      await RunFolder.open(path);
      for await (const { name, isFile } of Deno.readDir(path)) if (isFile) names.push(name);
    }
    const shared: string[] = JSON.parse(this.#shareText(JSON.stringify(names)));
    const copy = this.runDir(path)!;
    if (!this.first) await Deno.mkdir(copy);
    for (const name of shared) await this.#copy("read", join(path, name), join(copy, name));
    return copy;
  }

  /** Where this process has a copy of a file that the first finds. */
  async copyFile(find: () => Promise<string>): Promise<string> {
    const path = this.#shareText(this.first ? await find() : "");
    const copy = this.first ? path : join(this.#scratch!, "file");
    await this.#copy("read checkpoint", path, copy);
    return copy;
  }

  /** Removes what only this process needed. */
  async leave(): Promise<void> {
    if (this.#scratch !== undefined) await Deno.remove(this.#scratch, { recursive: true });
  }

  async #copy(attempt: string, from: string, to: string): Promise<void> {
    const bytes = this.communicator.broadcast(
      this.first ? await readFile(attempt, from) : new Uint8Array(0),
    );
    if (!this.first) await Deno.writeFile(to, bytes);
  }

  #shareText(text: string): string {
    return new TextDecoder().decode(this.communicator.broadcast(new TextEncoder().encode(text)));
  }
}
