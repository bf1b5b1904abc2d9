import { InvalidRangeError } from "../invalid_input.ts";
import type { SequenceDataset } from "./sequence_dataset.ts";

/**
 * Returns the first `count` sequences of a data set as a data set.
 *
 * @throws {RangeError} If `count` is not in `1 … dataset.size`.
 */
export function take(dataset: SequenceDataset, count: number): SequenceDataset {
  if (!Number.isInteger(count) || count < 1 || count > dataset.size) {
    throw new InvalidRangeError(
      `Cannot take a subset: count must be an integer in 1 … ${dataset.size}, got ${count}`,
    );
  }
  const { inputSize, classes } = dataset;
  const lengths = dataset.lengths?.subarray(0, count);
  return {
    size: count,
    timeSteps: lengths?.reduce((a, b) => Math.max(a, b)) ?? dataset.timeSteps,
    inputSize,
    classes,
    ...lengths && { lengths },
    batch(indices) {
      const beyond = indices.find((index) => index >= count);
      if (beyond !== undefined) {
        throw new InvalidRangeError(
          `Cannot build a batch: index ${beyond} is not in 0 … ${count - 1}`,
        );
      }
      return dataset.batch(indices);
    },
  };
}
