import type { Matrix } from "./matrix.ts";

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
