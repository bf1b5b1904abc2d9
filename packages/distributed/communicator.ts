/**
 * The processes that work on one problem, called ranks. All calls but `abort` are made by every rank, in the
 * same order, and return on each once all have made them.
 */
export interface Communicator {
  /** This process, from 0 to `size − 1`. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
  /**
   * Cores for this process: those of the machine divided by the ranks on it, or those that its launcher bound it to.
   * Less than 1 where there are more ranks than cores; they give way to each other while they wait.
   */
  readonly cores: number;
  /** What connects them, for people: e.g. `MPICH 4.0.2`. */
  readonly name: string;
  /**
   * Replaces each number by its sum over all ranks.
   *
   * @param values As many numbers on every rank.
   */
  sum(values: Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>): void;
  /**
   * Collects what each rank gives.
   *
   * @param bytes Of any length, also another one on each rank.
   * @returns What every rank gave, by rank.
   */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
  /**
   * Gives all ranks what one of them has.
   *
   * @param bytes What to give; only that of `root` matters.
   * @param root The rank that gives. Default: 0.
   */
  broadcast(bytes: Uint8Array<ArrayBufferLike>, root?: number): Uint8Array<ArrayBuffer>;
  /** Returns once all ranks are here. */
  barrier(): void;
  /**
   * Ends all ranks at once, this one included: for a failure that the others do not know of, and would wait
   * for ever after.
   *
   * @param status Exit status.
   */
  abort(status: number): never;
  /** Says goodbye to the other ranks; nothing else may be called afterwards. */
  finalize(): void;
}
