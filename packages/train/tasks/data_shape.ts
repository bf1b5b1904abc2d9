import type { SequenceReading } from "./sequence_reading.ts";

/**
 * What a model needs to know about the data of its task: sizes, and what symbols mean. Plain JSON, saved in
 * checkpoints.
 */
export interface DataShape {
  /** I: number of values in each step; if symbols are embedded, the number of symbols. */
  inputSize: number;
  /** T: number of steps of the longest training sequence. */
  timeSteps: number;
  /** Number of steps of the longest query in training; absent if there are no queries. */
  queryTimeSteps?: number;
  /** K: number of classes. */
  classes: number;
  /** The symbol that each number stands for; absent if inputs are not symbols. */
  symbols?: readonly string[];
  /** How the user's own files are read; absent for fixed data sets. */
  reading?: SequenceReading;
  /** A digest that identifies the files from which the data was read; absent if they were not the user's. */
  files?: string;
}
