import {
  BatchSampler,
  type BatchSamplerState,
  type SequenceBatch,
  type SequenceDataset,
  sequentialBatches,
} from "@bnlstm/data";
import type { BatchStream, Split, TaskData } from "../task_data.ts";

/** Options of {@linkcode sequenceTaskData}. */
export interface SequenceTaskOptions extends Pick<TaskData<SequenceBatch>, "unseen"> {
  /** The symbol that each number stands for. */
  symbols?: readonly string[];
  /** Whether training batches hold sequences of similar length, which saves padding; false when absent. */
  similarLengths?: boolean;
}

/** The data of a task whose sequences have one label each. */
export function sequenceTaskData(
  parts: Readonly<Record<Split, SequenceDataset>>,
  { symbols, unseen, similarLengths = false }: SequenceTaskOptions = {},
): TaskData<SequenceBatch> {
  const { train, valid, test } = parts;
  const { inputSize, timeSteps, classes, size } = train;
  const lengths = similarLengths ? train.lengths : undefined;
  const stream = (sampler: BatchSampler): BatchStream<SequenceBatch> => ({
    batchSize: sampler.state().batchSize,
    get epoch() {
      return sampler.epoch;
    },
    batchesPerEpoch: sampler.batchesPerEpoch,
    next: () => batch(train, sampler.nextBatch()),
    state: () => ({ ...sampler.state() }),
  });
  return {
    shape: { inputSize, timeSteps, classes, ...symbols && { symbols } },
    sizes: { train: size, valid: valid.size, test: test.size },
    ...unseen && { unseen },
    stream: (options) => stream(BatchSampler.create({ size, lengths, ...options })),
    resume(state) {
      if (state.size !== size) {
        throw new TypeError(
          `Cannot restore the run: trainExamples must be ${state.size}, got ${size}`,
        );
      }
      return stream(BatchSampler.restore(state as unknown as BatchSamplerState, lengths));
    },
    pass: (split, batchSize) => ({
      batches: Math.ceil(parts[split].size / batchSize),
      *[Symbol.iterator]() {
        for (const indices of sequentialBatches(parts[split].size, batchSize)) {
          yield batch(parts[split], indices);
        }
      },
    }),
  };
}

/** The rows of a batch, longest first: in the order that kernels want them. */
function batch(set: SequenceDataset, indices: Int32Array): SequenceBatch {
  const { lengths } = set;
  return set.batch(lengths ? indices.toSorted((a, b) => lengths[b] - lengths[a]) : indices);
}
