import {
  boolean,
  callable,
  checker,
  having,
  list,
  map,
  optional,
  record,
  string,
  typed,
  whole,
} from "@bnlstm/data/arguments";
import type { SequenceBatch, SequenceDataset } from "@bnlstm/data";
import type { Split, TaskData } from "./task_data.ts";
import { sampledTaskData } from "./_sampled_task_data.ts";

const SIZE = whole(1);
const SET = having({
  ...{ size: SIZE, timeSteps: SIZE, inputSize: SIZE, classes: SIZE, batch: callable },
  lengths: optional(typed("Int32Array")),
});
const check = checker("divide the data", {
  parts: having({ train: SET, valid: SET, test: SET }),
  options: record({
    symbols: optional(list(string)),
    unseen: optional(having({ train: map, valid: map, test: map })),
    similarLengths: optional(boolean),
  }),
});

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
  options: SequenceTaskOptions = {},
): TaskData<SequenceBatch> {
  check({ parts, options });
  const { symbols, unseen, similarLengths = false } = options;
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
