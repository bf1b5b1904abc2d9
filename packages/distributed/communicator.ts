/**
 * The processes, called ranks, that work on one problem together. Every rank must make the same calls in the
 * same order, except `abort`; a call returns only when all ranks have made it.
 */
export interface Communicator {
  /** This process, from 0 to `size − 1`. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
  /**
   * Number of cores for this process: its share of those of the machine, or those to which its launcher bound
   * it. Less than 1 if there are more ranks than cores; then ranks yield to each other while they wait.
   */
  readonly cores: number;
  /** What connects the ranks, e.g. `MPICH 4.0.2`. */
  readonly name: string;
  /**
   * Replaces each number by its sum over all ranks.
   *
   * @param values Equally many numbers on every rank; replaced.
   */
  sum(values: Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>): void;
  /**
   * Collects bytes from all ranks.
   *
   * @param bytes The bytes of this rank; their number may differ from rank to rank.
   * @returns The bytes of every rank, in the order of the ranks.
   */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
  /**
   * Sends bytes from one rank to all.
   *
   * @param bytes The bytes to send; only those of `root` matter.
   * @param root The rank that sends. Default: 0.
   * @returns The bytes of `root`.
   */
  broadcast(bytes: Uint8Array<ArrayBufferLike>, root?: number): Uint8Array<ArrayBuffer>;
  /** Returns when all ranks have called it. */
  barrier(): void;
  /**
   * Ends all ranks at once, including this one. Use it for a failure that the others do not know about, since
   * they would wait forever.
   *
   * @param status Exit status.
   */
  abort(status: number): never;
  /** Disconnects from the other ranks; nothing else may be called afterwards. */
  finalize(): void;
}
