/** Which rows of every batch are those of one process: each `size`-th, from the one numbered `rank` on. */
export interface RowShare {
  /** This process, from 0. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
}

/** The rows of one process; all where there are no others. */
export function ownRows(rows: Int32Array, share: RowShare | undefined): Int32Array {
  return share ? rows.filter((_, row) => row % share.size === share.rank) : rows;
}

/** The numbers of the rows of one process in a batch. */
export function ownRowNumbers(batchSize: number, share: RowShare): Int32Array {
  return ownRows(Int32Array.from({ length: batchSize }, (_, row) => row), share);
}
