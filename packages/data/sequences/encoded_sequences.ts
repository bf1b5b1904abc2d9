import { InvalidRangeError } from "../invalid_input.ts";
import type { SequenceBatch, SequenceDataset } from "../sampling/sequence_dataset.ts";

/**
 * Makes a data set from encoded sequences and their classes. Each batch is padded with zeros to its own longest
 * row.
 *
 * @param inputs Values of each sequence, `[length, inputSize]`.
 * @param labels Class of each sequence.
 * @param sizes Number of values in each step, and of classes.
 * @throws {RangeError} If there are none.
 */
export function encodedSequences(
  inputs: readonly Float32Array[],
  labels: Int32Array,
  { inputSize, classes }: Pick<SequenceDataset, "inputSize" | "classes">,
): SequenceDataset {
  const size = inputs.length;
  if (size === 0) throw new InvalidRangeError("Cannot make a data set: there are no sequences");
  const lengths = Int32Array.from(inputs, ({ length }) => length / inputSize);
  return {
    size,
    timeSteps: lengths.reduce((a, b) => Math.max(a, b)),
    inputSize,
    classes,
    lengths,
    batch(indices) {
      const wrong = indices.find((index) => !(index >= 0 && index < size));
      if (wrong !== undefined) {
        throw new InvalidRangeError(
          `Cannot build a batch: index ${wrong} is not in 0 … ${size - 1}`,
        );
      }
      const rows = Array.from(indices, (index) => inputs[index]);
      return { ...padded(rows, inputSize), labels: indices.map((index) => labels[index]) };
    },
  };
}

/** Lays sequences side by side, time-major, padded with zeros to the longest of them. */
export function padded(
  rows: readonly Float32Array[],
  inputSize: number,
): Omit<SequenceBatch, "labels"> {
  const batchSize = rows.length;
  const lengths = Int32Array.from(rows, ({ length }) => length / inputSize);
  const timeSteps = lengths.reduce((a, b) => Math.max(a, b));
  const inputs = new Float32Array(timeSteps * batchSize * inputSize);
  for (const [row, values] of rows.entries()) {
    for (let step = 0; step < lengths[row]; step++) {
      const from = step * inputSize;
      inputs.set(values.subarray(from, from + inputSize), (step * batchSize + row) * inputSize);
    }
  }
  return {
    inputs,
    ...lengths.some((length) => length < timeSteps) ? { lengths } : {},
    timeSteps,
    batchSize,
    inputSize,
  };
}
