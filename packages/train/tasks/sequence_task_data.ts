import type { SequenceBatch, SequenceDataset } from "@bnlstm/data";
import type { Split, TaskData } from "../task_data.ts";
import { type ExampleSet, sampledTaskData } from "./sampled_task_data.ts";

/** Options of {@linkcode sequenceTaskData}. */
export interface SequenceTaskOptions extends Pick<TaskData<SequenceBatch>, "unseen"> {
  /** The symbol that each number stands for. */
  symbols?: readonly string[];
  /** Whether training batches hold sequences of similar length, which saves padding; false when absent. */
  similarLengths?: boolean;
}

/** The data of a task whose sequences have one label each. */
export function sequenceTaskData(
  { train, valid, test }: Readonly<Record<Split, SequenceDataset>>,
  { symbols, unseen, similarLengths = false }: SequenceTaskOptions = {},
): TaskData<SequenceBatch> {
  const { inputSize, timeSteps, classes, lengths } = train;
  return sampledTaskData(
    { train: longestFirst(train), valid: longestFirst(valid), test: longestFirst(test) },
    {
      shape: { inputSize, timeSteps, classes, ...symbols && { symbols } },
      ...unseen && { unseen },
    },
    similarLengths ? lengths : undefined,
  );
}

/** The same sequences, the longest of each batch first: in the order that kernels want them. */
function longestFirst(set: SequenceDataset): ExampleSet<SequenceBatch> {
  const { size, lengths } = set;
  return {
    size,
    batch: (indices) =>
      set.batch(lengths ? indices.toSorted((a, b) => lengths[b] - lengths[a]) : indices),
  };
}
