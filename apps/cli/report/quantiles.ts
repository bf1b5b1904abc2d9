/**
 * Quantiles of the columns of each row of a table.
 *
 * @param table `[rows, columns]`, row-major.
 * @param columns Number of columns.
 * @param fractions Which quantiles, 0 … 1.
 * @returns For each fraction a value for each row; the nearest element, not interpolated.
 */
export function quantiles(
  table: Float64Array,
  columns: number,
  fractions: readonly number[],
): Float64Array[] {
  const rows = table.length / columns;
  const result = fractions.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    const sorted = table.slice(row * columns, (row + 1) * columns).sort();
    fractions.forEach((fraction, i) => {
      result[i][row] = sorted[Math.round(fraction * (columns - 1))];
    });
  }
  return result;
}
