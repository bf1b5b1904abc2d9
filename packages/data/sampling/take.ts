import { callable, checker, having, optional, typed, whole } from "../arguments.ts";
import { checkIndices } from "./_check_indices.ts";
import type { SequenceDataset } from "./sequence_dataset.ts";

const ATTEMPT = "take a subset";
const check = checker(ATTEMPT, {
  dataset: having({ size: whole(1), lengths: optional(typed("Int32Array")), batch: callable }),
});

/**
 * Returns the first `count` sequences of a data set as a data set.
 *
 * @throws {RangeError} If `count` is not in `1 … dataset.size`.
 */
export function take(dataset: SequenceDataset, count: number): SequenceDataset {
  check({ dataset });
  whole(1, dataset.size)(ATTEMPT, "count", count);
  const { inputSize, classes } = dataset;
  const lengths = dataset.lengths?.subarray(0, count);
  return {
    size: count,
    timeSteps: lengths?.reduce((a, b) => Math.max(a, b)) ?? dataset.timeSteps,
    inputSize,
    classes,
    ...lengths && { lengths },
    batch(indices) {
      checkIndices(indices, count);
      return dataset.batch(indices);
    },
  };
}
