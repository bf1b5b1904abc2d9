import type { SequenceReading } from "./sequence_reading.ts";

/** What the data of a task gives its model: sizes, and what symbols mean. Plain JSON, saved in checkpoints. */
export interface DataShape {
  /** I: values in each step; where symbols are embedded, their number. */
  inputSize: number;
  /** T: steps of the longest training sequence. */
  timeSteps: number;
  /** Steps of the longest query in training; absent where there are no queries. */
  queryTimeSteps?: number;
  /** K: number of classes. */
  classes: number;
  /** The symbol that each number stands for; absent where inputs are no symbols. */
  symbols?: readonly string[];
  /** How files of somebody's own are read; absent for the data sets that are always the same. */
  reading?: SequenceReading;
  /** What tells the files that the data was read from others; absent where they were not the user's. */
  files?: string;
}
