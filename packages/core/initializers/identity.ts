/** The identity matrix `[size, size]`, row-major: a recurrent initializer that passes h on unchanged. */
export function identity(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}
