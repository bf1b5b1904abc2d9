import type { ProcessGroup } from "./process_group.ts";

/** How a pass over a data set is observed and aborted. */
export interface PassOptions {
  /** Called after each batch with the number of batches done and their total. */
  progress?: (done: number, total: number) => void;
  /** Ends the pass early, with an error. */
  signal?: AbortSignal;
  /** The processes that share the work. Default: all of it is done here. */
  group?: ProcessGroup;
}
