/** Spread of samples. */
export interface Quartiles {
  /** A quarter of the samples are below. */
  low: number;
  /** Half of them are below. */
  median: number;
  /** Three quarters are below. */
  high: number;
}

/**
 * Quartiles of samples, interpolated between neighbors.
 *
 * @throws {RangeError} If there are no samples.
 */
export function quartiles(samples: readonly number[]): Quartiles {
  if (samples.length === 0) throw new RangeError("Cannot take quartiles: there are no samples");
  const at = (fraction: number) => quantile(samples, fraction);
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/**
 * A quantile of some values, interpolated between neighbors; not a number where there are none.
 *
 * @param fraction Share of the values that are below it, from 0 to 1.
 */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = fraction * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
