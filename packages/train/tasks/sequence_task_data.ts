import type { SequenceBatch, SequenceDataset } from "@bnlstm/data";
import type { Split, TaskData } from "./task_data.ts";
import { sampledTaskData } from "./_sampled_task_data.ts";

/** Options of {@linkcode sequenceTaskData}. */
export interface SequenceTaskOptions extends Pick<TaskData<SequenceBatch>, "unseen"> {
  /** The symbol that each number stands for. */
  symbols?: readonly string[];
  /** Whether training batches hold sequences of similar length, which saves padding. Default: false. */
  similarLengths?: boolean;
}

/** The data of a task whose sequences have one label each. */
export function sequenceTaskData(
  parts: Readonly<Record<Split, SequenceDataset>>,
  { symbols, unseen, similarLengths = false }: SequenceTaskOptions = {},
): TaskData<SequenceBatch> {
  const { inputSize, timeSteps, classes, lengths } = parts.train;
  return sampledTaskData(
    parts,
    {
      shape: { inputSize, timeSteps, classes, ...symbols && { symbols } },
      ...unseen && { unseen },
    },
    similarLengths ? lengths : undefined,
  );
}
