import type { TensorSource } from "../_tensor_source.ts";

/**
 * Checks that a recurrent matrix has the four gates of an LSTM.
 *
 * @param name Name of the matrix, for the error message.
 * @param width Number of rows or of columns, whichever are those of the gates.
 * @throws {TypeError} If there are more or fewer.
 */
export function checkGates(
  source: TensorSource,
  name: string,
  width: number,
  hiddenSize: number,
): void {
  if (width === 4 * hiddenSize) return;
  const kinds: Record<number, string> = { 1: " as in a simple RNN", 3: " as in a GRU" };
  throw source.error(
    `${name} must have 4 gates of ${hiddenSize} units, got ${width / hiddenSize}` +
      (kinds[width / hiddenSize] ?? ""),
  );
}
