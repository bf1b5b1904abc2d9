/**
 * The transpose of a matrix.
 *
 * @param values `[rows, columns]`, row-major.
 * @returns `[columns, rows]`.
 */
export function transpose(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  const result = new Float32Array(values.length);
  for (let row = 0, k = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, k++) result[column * rows + row] = values[k];
  }
  return result;
}
