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
