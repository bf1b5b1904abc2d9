/**
 * Turns symbol numbers into one-hot vectors, `[length, size]`: 1 at the index of the number and 0 elsewhere. A
 * number outside `0 … size − 1` becomes a vector of zeros, which stands for padding and for symbols that an
 * alphabet lacks.
 *
 * @example
 * ```ts
 * import { oneHot } from "@bnlstm/data";
 *
 * console.log(oneHot([2, 0], 3)); // 0, 0, 1, 1, 0, 0
 * ```
 */
export function oneHot(ids: ArrayLike<number>, size: number): Float32Array {
  const vectors = new Float32Array(ids.length * size);
  for (let at = 0; at < ids.length; at++) {
    if (ids[at] >= 0 && ids[at] < size) vectors[at * size + ids[at]] = 1;
  }
  return vectors;
}
