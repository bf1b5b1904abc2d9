/** The square root of the sum of all squares, in float64. */
export function euclideanNorm(values: Float64Array | Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
