/** How several processes carry out a command together. */
export interface RankOptions {
  /** What connects them. Default: there is one process. */
  distributed?: "mpi";
  /**
   * Whose rows the statistics of a batch are over: those of all processes, or of each its own. Default: the
   * former if the backend can.
   */
  statistics?: "synchronized" | "local";
  /** The longest wait for another process, in seconds. */
  timeout?: number;
}
