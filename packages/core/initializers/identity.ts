import { integer, MOST_ELEMENTS } from "../math/_rules.ts";

/** The identity matrix `[size, size]`, row-major: a recurrent initializer that passes h on unchanged. */
export function identity(size: number): Float32Array {
  integer(0, Math.sqrt(MOST_ELEMENTS))("create an identity matrix", "size", size);
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}
