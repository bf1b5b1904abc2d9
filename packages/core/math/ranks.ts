/**
 * The processes, called ranks, among which the rows of a batch are divided; a `Communicator` of
 * `@bnlstm/distributed` implements this interface. Every rank must make the same calls in the same order, and a
 * call returns only when all ranks have made it.
 */
export interface Ranks {
  /** Number of processes. */
  readonly size: number;
  /** Replaces each number by its sum over all ranks. */
  sum(values: Float64Array<ArrayBufferLike>): void;
  /** Returns the bytes that each rank passed, in the order of the ranks. */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
}
