/** Sequences of symbols, to be looked up in an embedding: the words of some texts. */
export interface SymbolBatch {
  /** Symbol numbers, time-major `[timeSteps, batchSize]`. Padding is 0, which is a symbol too. */
  ids: Int32Array;
  /** Number of active steps of each row, `[batchSize]`, in `1 … timeSteps`. */
  lengths: Int32Array;
  /** Number of steps of the longest row. */
  timeSteps: number;
  /** Number of rows. */
  batchSize: number;
}
