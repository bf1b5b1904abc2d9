import { quantile } from "./quantile.ts";

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
