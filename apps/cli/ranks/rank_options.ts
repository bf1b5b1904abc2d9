/** How several processes carry out a command together. */
export interface RankOptions {
  /** What connects them. Default: there is one process. */
  distributed?: "mpi";
  /** Whose rows a batch is normalized with: those of all processes or each its own. Default: as the backend can. */
  statistics?: "synchronized" | "local";
  /** The longest wait for another process, in seconds. */
  timeout?: number;
}
