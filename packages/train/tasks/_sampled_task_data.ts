import { InvalidTypeError } from "@bnlstm/core";
import { BatchSampler, type BatchSamplerState, sequentialBatches } from "@bnlstm/data";
import { checkPass, checkResume, checkStream } from "./_rules.ts";
import { show } from "@bnlstm/data/arguments";
import { ownRows, type RowShare } from "./row_share.ts";
import type { BatchStream, Split, TaskData } from "./task_data.ts";

/** Examples that can be read in any order. */
export interface ExampleSet<Batch> {
  /** Number of examples. */
  readonly size: number;
  /** Gathers examples. Without an epoch, whatever changes from epoch to epoch is as in epoch 0. */
  batch(indices: Int32Array, epoch?: number): Batch;
}

/** The parts of task data that {@linkcode sampledTaskData} passes on unchanged. */
type Given<Batch> = Omit<TaskData<Batch>, "sizes" | "stream" | "resume" | "pass">;

/**
 * The data of a task whose examples are drawn one by one, each once in an epoch.
 *
 * @param parts The examples.
 * @param given The rest of the task data, such as its shape.
 * @param lengths Length of each training example, if training batches are to hold examples of similar length.
 */
export function sampledTaskData<Batch>(
  parts: Readonly<Record<Split, ExampleSet<Batch>>>,
  given: Given<Batch>,
  lengths?: Int32Array,
): TaskData<Batch> {
  const { train, valid, test } = parts;
  const { size } = train;
  const stream = (sampler: BatchSampler, share?: RowShare): BatchStream<Batch> => ({
    batchSize: sampler.state().batchSize,
    get epoch() {
      return sampler.epoch;
    },
    batchesPerEpoch: sampler.batchesPerEpoch,
    next() {
      const indices = ownRows(sampler.nextBatch(), share);
      return train.batch(indices, sampler.epoch);
    },
    state: () => ({ ...sampler.state() }),
  });
  return {
    ...given,
    sizes: { train: size, valid: valid.size, test: test.size },
    stream(options) {
      checkStream({ options });
      const { share, ...rest } = options;
      return stream(BatchSampler.create({ size, lengths, ...rest }), share);
    },
    resume(state, share) {
      checkResume({ state, share });
      if (state.size !== size) {
        throw new InvalidTypeError(
          `Cannot restore the run: trainExamples must be ${show(state.size)}, got ${size}`,
        );
      }
      return stream(BatchSampler.restore(state as unknown as BatchSamplerState, lengths), share);
    },
    pass(split, batchSize) {
      checkPass({ split, batchSize });
      const part = parts[split];
      return {
        batches: Math.ceil(part.size / batchSize),
        *[Symbol.iterator]() {
          for (const indices of sequentialBatches(part.size, batchSize)) yield part.batch(indices);
        },
      };
    },
  };
}
