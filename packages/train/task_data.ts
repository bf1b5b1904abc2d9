import type { SequenceDataset } from "@bnlstm/data";

/** The three parts of the data of a task. */
export interface TaskData {
  /** What parameters are fitted to, and population statistics are estimated from. */
  train: SequenceDataset;
  /** What the best parameters are chosen by. */
  valid: SequenceDataset;
  /** What is reported. */
  test: SequenceDataset;
}
