import { checker, having, list, typed, whole } from "../arguments.ts";
import { checkIndices } from "../sampling/_check_indices.ts";
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
  shape: Pick<SequenceDataset, "inputSize" | "classes">,
): SequenceDataset {
  check({ inputs, labels, shape });
  const { inputSize, classes } = shape;
  checkSteps(inputs, inputSize);
  const size = inputs.length;
  if (labels.length !== size) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: ${size} sequences need as many labels, got ${labels.length}`,
    );
  }
  const lengths = Int32Array.from(inputs, ({ length }) => length / inputSize);
  return {
    size,
    timeSteps: lengths.reduce((a, b) => Math.max(a, b)),
    inputSize,
    classes,
    lengths,
    batch(indices) {
      checkIndices(indices, size);
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
  checkRows({ rows, inputSize });
  checkSteps(rows, inputSize);
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

const ATTEMPT = "lay out sequences";
const SEQUENCES = list(typed("Float32Array"), 1);
const INPUT_SIZE = whole(1);
const check = checker(ATTEMPT, {
  inputs: SEQUENCES,
  labels: typed("Int32Array"),
  shape: having({ inputSize: INPUT_SIZE, classes: whole(1) }),
});
const checkRows = checker(ATTEMPT, { rows: SEQUENCES, inputSize: INPUT_SIZE });

/** Sequences consist of whole steps. */
function checkSteps(sequences: readonly Float32Array[], inputSize: number): void {
  const odd = sequences.find(({ length }) => length === 0 || length % inputSize !== 0);
  if (odd === undefined) return;
  throw new InvalidRangeError(
    `Cannot ${ATTEMPT}: every step has ${inputSize} values, but a sequence has ${odd.length}`,
  );
}
