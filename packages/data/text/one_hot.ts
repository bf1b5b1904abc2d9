import { checker, numbers, type Rule, typed, whole } from "../arguments.ts";

/** Numbers of symbols, of a text. */
export const SYMBOL_NUMBERS: Rule = typed("Uint8Array", "Uint16Array");

/** How many symbols an alphabet may have. */
export const SYMBOLS: Rule = whole(1, 2 ** 16);

const check = checker("write one-hot vectors", { ids: numbers, size: SYMBOLS });

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
  check({ ids, size });
  const vectors = new Float32Array(ids.length * size);
  for (let at = 0; at < ids.length; at++) {
    if (ids[at] >= 0 && ids[at] < size) vectors[at * size + ids[at]] = 1;
  }
  return vectors;
}
