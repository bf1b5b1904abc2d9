/**
 * A row-major matrix inside a larger buffer: row r starts at `offset + r * stride`.
 *
 * Kernels create these before the time loop and change `offset` and `stride` inside it, so that no typed-array
 * view is created per step.
 */
export interface Matrix {
  /** The buffer. */
  values: Float32Array;
  /** Where row 0 starts. */
  offset: number;
  /** Distance between the starts of two rows. */
  stride: number;
}

/** A matrix over `values`, by default from its start. */
export function matrix(values: Float32Array, stride: number, offset = 0): Matrix {
  return { values, offset, stride };
}

/**
 * Moves a matrix `[features, rows]` to the block of one step, in a buffer that holds the active rows of one
 * step after the other.
 *
 * @param block The matrix to move.
 * @param first Number of rows in the blocks before it.
 * @param rows Number of rows in this block.
 * @param features Number of features.
 */
export function moveTo(block: Matrix, first: number, rows: number, features: number): void {
  block.offset = first * features;
  block.stride = rows;
}

/** Writes the transpose of `from` `[rows, columns]` to `to` `[columns, rows]`. */
export function transpose(from: Matrix, rows: number, columns: number, to: Matrix): void {
  const source = from.values;
  const target = to.values;
  for (let i = 0; i < rows; i++) {
    const start = from.offset + i * from.stride;
    for (let j = 0, k = to.offset + i; j < columns; j++, k += to.stride) {
      target[k] = source[start + j];
    }
  }
}
