/** A sequence as it is in a file. */
export interface Sequence {
  /** Its name, or the number of its record if it has none. */
  id: string;
  /** The line it begins on. */
  line: number;
  /** Its class; absent if the file does not give one. */
  label?: string;
  /** Its group, which must not be split between parts. */
  group?: string;
  /** Number of its steps. */
  length: number;
  /** For each feature, its value at each step: numbers (NaN if missing) or categories (`""` if missing). */
  values: readonly (readonly number[] | readonly string[])[];
  /** Time of each step as written in the file; absent if the file has none. */
  times?: readonly string[];
  /** The text, if the sequence is one. */
  text?: string;
}
