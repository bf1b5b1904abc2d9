import type { BatchStream, TaskData } from "@bnlstm/train";
import { type MeasuredBatch, textsOf } from "./texts_of.ts";

/** The longest text of a batch, and how many rows reach its end. */
export type Tail = [steps: number, rows: number];

/**
 * The same data, noting the tail of every training batch drawn.
 *
 * @param tails Where they are put.
 */
export function observed(data: TaskData<unknown>, tails: Tail[]): TaskData<unknown> {
  return {
    ...data,
    stream(options) {
      const stream = data.stream(options);
      return Object.create(stream, {
        next: {
          value: () => {
            const batch = stream.next();
            tails.push(tail(batch as MeasuredBatch));
            return batch;
          },
        },
      }) as BatchStream<unknown>;
    },
  };
}

function tail(batch: MeasuredBatch): Tail {
  const { timeSteps, batchSize, lengths } = textsOf(batch);
  return [
    timeSteps,
    lengths?.reduce((n, length) => n + Number(length === timeSteps), 0) ?? batchSize,
  ];
}
