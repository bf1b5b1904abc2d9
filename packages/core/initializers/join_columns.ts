import { check, integer, listOf, must } from "../math/_rules.ts";
import { InvalidRangeError } from "../math/invalid_input.ts";

/**
 * Joins matrices side by side, e.g. those of the gates f, i, o and g to one of `[rows, 4H]`.
 *
 * @param blocks Each `[rows, any number of columns]`, row-major.
 * @param rows Number of rows, the same in every block.
 * @throws {RangeError} If the length of a block is not a multiple of `rows`.
 */
export function joinColumns(blocks: readonly Float32Array[], rows: number): Float32Array {
  check("join columns", { blocks, rows }, {
    blocks: listOf(must("a Float32Array", (block) => block instanceof Float32Array)),
    rows: integer(1),
  });
  const widths = blocks.map((block) => block.length / rows);
  const wrong = widths.findIndex((width) => !Number.isInteger(width));
  if (wrong >= 0) {
    throw new InvalidRangeError(
      `Cannot join columns: a block must have ${rows} rows, got ${blocks[wrong].length} values`,
    );
  }
  const columns = widths.reduce((sum, width) => sum + width, 0);
  const matrix = new Float32Array(rows * columns);
  let left = 0;
  blocks.forEach((block, k) => {
    for (let row = 0; row < rows; row++) {
      const values = block.subarray(row * widths[k], (row + 1) * widths[k]);
      matrix.set(values, row * columns + left);
    }
    left += widths[k];
  });
  return matrix;
}
