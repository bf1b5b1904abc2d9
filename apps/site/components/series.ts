/** A line of a chart. */
export interface Series {
  /** What it is, in the legend and the table. */
  name: string;
  /** Class that colors it. */
  className: string;
  /** Its points `[x, y]`, in order of x. */
  points: readonly (readonly [number, number])[];
  /** A band around the line, as `[x, low, high]`. */
  band?: readonly (readonly [number, number, number])[];
  /** Whether it is one of many alike: left out of the legend, and named where it begins. */
  background?: boolean;
}
