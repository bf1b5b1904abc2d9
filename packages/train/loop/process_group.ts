import type { Ranks } from "@bnlstm/core";
import type { RowShare } from "../tasks/row_share.ts";

/**
 * The processes that train one model together. All draw the same batches, of which each computes its own rows, and
 * all make the same updates; a `Communicator` of `@bnlstm/distributed` has what it takes.
 */
export interface ProcessGroup extends RowShare {
  /** Replaces each number by its sum over all processes. */
  sum(values: Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>): void;
  /** What each process gives, by rank. */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
  /**
   * The processes whose rows are normalized together, as if the batch were all in one; absent where each normalizes
   * its own rows with statistics of their own.
   */
  readonly statistics?: Ranks;
}
