/** How a pass over a data set is watched. */
export interface PassOptions {
  /** Called after each batch with the batches done and the number of all. */
  progress?: (done: number, total: number) => void;
  /** Ends the pass early, with an error. */
  signal?: AbortSignal;
}
