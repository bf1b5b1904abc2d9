/**
 * Root mean squares over the rows that are there.
 *
 * @param squares Sums of squares over all rows, by step.
 * @param lengths Steps of each row.
 */
export function perActiveRow(squares: ArrayLike<number>, lengths: ArrayLike<number>): number[] {
  const all = Array.from(lengths);
  return Array.from(
    squares,
    (square, t) => Math.sqrt(square / all.filter((length) => length > t).length),
  );
}
