/** How a pass over a data set is made. */
export interface PassOptions {
  /** Sequences in a batch. */
  batchSize: number;
  /** Called after each batch with the sequences done and the number of all. */
  progress?: (done: number, total: number) => void;
  /** Ends the pass early, with an error. */
  signal?: AbortSignal;
}
