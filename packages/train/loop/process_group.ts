import type { Ranks } from "@bnlstm/core";
import type { RowShare } from "../tasks/row_share.ts";

/**
 * The processes that train one model together. All draw the same batches, each computes its own rows of them,
 * and all make the same updates. A `Communicator` of `@bnlstm/distributed` has the methods needed.
 */
export interface ProcessGroup extends RowShare {
  /** Replaces each number by its sum over all processes. */
  sum(values: Float32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>): void;
  /** Returns the bytes that each process passed, in the order of the ranks. */
  gather(bytes: Uint8Array<ArrayBufferLike>): Uint8Array<ArrayBuffer>[];
  /**
   * The processes whose rows are normalized together, as if the whole batch were in one process. Absent if each
   * process normalizes its rows with their own statistics.
   */
  readonly statistics?: Ranks;
}
