import { checker, whole } from "../arguments.ts";

const check = checker("iterate over batches", { size: whole(0, 2 ** 28), batchSize: whole(1) });

/**
 * Yields the indices of batches that go through a data set once, in order, for evaluation. The last batch may
 * be smaller than the others, so that nothing is left out.
 *
 * @throws {RangeError} If `size` is not a whole number, or `batchSize` not a positive one.
 *
 * @example
 * ```ts
 * import { sequentialBatches } from "@bnlstm/data";
 *
 * console.log([...sequentialBatches(5, 2)]); // [ 0, 1 ], [ 2, 3 ], [ 4 ]
 * ```
 */
export function* sequentialBatches(
  size: number,
  batchSize: number,
): Generator<Int32Array, void, undefined> {
  check({ size, batchSize });
  for (let first = 0; first < size; first += batchSize) {
    const length = Math.min(batchSize, size - first);
    yield Int32Array.from({ length }, (_, row) => first + row);
  }
}
