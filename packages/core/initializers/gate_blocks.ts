/**
 * A weight matrix `[rows, 4H]` made of one block `[rows, H]` for each gate.
 *
 * @param rows Rows of each block.
 * @param hiddenSize H, columns of each block.
 * @param block Makes one block, row-major; called once for each gate in the order f, i, o, g.
 */
export function gateBlocks(
  rows: number,
  hiddenSize: number,
  block: () => Float32Array,
): Float32Array {
  const matrix = new Float32Array(rows * 4 * hiddenSize);
  for (let gate = 0; gate < 4; gate++) {
    const values = block();
    for (let row = 0; row < rows; row++) {
      const at = (row * 4 + gate) * hiddenSize;
      matrix.set(values.subarray(row * hiddenSize, (row + 1) * hiddenSize), at);
    }
  }
  return matrix;
}
