/**
 * From where each step of each row is read when rows are reversed and padding stays in place
 * (docs/rules.md#r9): step t of a row of length n reads step n − 1 − t, a padded step reads itself. The mapping
 * is its own inverse.
 *
 * @param timeSteps T.
 * @param lengths Steps of each row `[B]`.
 * @returns Source row `t' B + b` of each target row `t B + b`, as `[T B]`.
 */
export function reverseUnpaddedIndices(timeSteps: number, lengths: ArrayLike<number>): Int32Array {
  const batchSize = lengths.length;
  const indices = new Int32Array(timeSteps * batchSize);
  for (let t = 0; t < timeSteps; t++) {
    for (let b = 0; b < batchSize; b++) {
      const source = t < lengths[b] ? lengths[b] - 1 - t : t;
      indices[t * batchSize + b] = source * batchSize + b;
    }
  }
  return indices;
}
