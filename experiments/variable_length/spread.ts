/** Mean and standard deviation of a sample. */
export interface Spread {
  mean: number;
  /** With n − 1; not a number for a single value. */
  deviation: number;
}

/** How values are spread. */
export function spread(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
