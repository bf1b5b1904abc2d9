/** Which rows of every batch belong to one process: every `size`-th row, starting with row `rank`. */
export interface RowShare {
  /** This process, from 0. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
}

/** The rows of one process; all of them if there are no other processes. */
export function ownRows(rows: Int32Array, share: RowShare | undefined): Int32Array {
  return share ? rows.filter((_, row) => row % share.size === share.rank) : rows;
}

/** The indices of the rows of one process in a batch. */
export function ownRowNumbers(batchSize: number, share: RowShare): Int32Array {
  return ownRows(Int32Array.from({ length: batchSize }, (_, row) => row), share);
}
