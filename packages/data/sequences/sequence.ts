/** A sequence as a file has it. */
export interface Sequence {
  /** What it is called; the number of its record where it has no name. */
  id: string;
  /** The line it begins on. */
  line: number;
  /** Its class; absent where the file does not say. */
  label?: string;
  /** What it must stay together with. */
  group?: string;
  /** Number of its steps. */
  length: number;
  /** For each feature its value at each step: numbers, NaN where missing, or categories, `""` where missing. */
  values: readonly (readonly number[] | readonly string[])[];
  /** Time of each step, as the file has it; absent where the file does not say. */
  times?: readonly string[];
  /** The text, where the sequence is one. */
  text?: string;
}
