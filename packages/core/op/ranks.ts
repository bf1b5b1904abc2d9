/**
 * The processes that the rows of a batch are spread over, called ranks; a `Communicator` of `@bnlstm/distributed` is
 * one. Every rank makes the same calls in the same order, and each returns once all ranks have made it.
 */
export interface Ranks {
  /** Number of processes. */
  readonly size: number;
  /** Replaces each number by its sum over all ranks. */
  sum(values: Float64Array<ArrayBufferLike>): void;
  /** What each rank gives, by rank. */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
}
