import type { Ranks } from "@bnlstm/core";
import type { ReferenceInput, ReferenceUpstream } from "@bnlstm/core/reference";

/** A process among those that share a batch. */
export interface RankOfBatch extends Ranks {
  /** Which one, from 0. */
  readonly rank: number;
}

/** Shape of an array that has a row for each of B: `[outer, B, inner]`. */
type Rows = readonly [outer: number, inner: number];

/** Every `size`-th row from the one numbered `rank` on: this process's part of an array. */
export function ownRows<T extends Float64Array | Int32Array>(
  values: T,
  [outer, inner]: Rows,
  { rank, size }: RankOfBatch,
): T {
  const batchSize = values.length / outer / inner;
  const parts: number[] = [];
  for (let t = 0; t < outer; t++) {
    for (let b = rank; b < batchSize; b += size) {
      const at = (t * batchSize + b) * inner;
      parts.push(...values.subarray(at, at + inner));
    }
  }
  return (values.constructor as unknown as { from(values: number[]): T }).from(parts);
}

/**
 * Puts the parts of all processes together again.
 *
 * @param batchSize Rows of this process.
 * @param inner Numbers in a row.
 * @param timeSteps Steps of the result, of which parts may have fewer; zeros follow.
 */
export function allRows<T extends Float32Array | Float64Array>(
  own: T,
  batchSize: number,
  inner: number,
  timeSteps: number,
  ranks: RankOfBatch,
): T {
  const Numbers = own.constructor as { new (from: ArrayBuffer | number): T };
  const collect = (array: T | Int32Array) =>
    ranks.gather(new Uint8Array(array.slice().buffer as ArrayBuffer)).map(({ buffer }) => buffer);
  const parts = collect(own).map((buffer) => new Numbers(buffer));
  const counts = collect(Int32Array.of(batchSize)).map((buffer) => new Int32Array(buffer)[0]);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = new Numbers(timeSteps * total * inner);
  parts.forEach((part, rank) => {
    for (let row = 0; row * inner < part.length; row++) {
      const [t, b] = [Math.floor(row / counts[rank]), row % counts[rank]];
      const values = part.subarray(row * inner, (row + 1) * inner);
      all.set(values, (t * total + rank + b * ranks.size) * inner);
    }
  });
  return all;
}

/** This process's part of a case: by default only as many steps as its own rows have. */
export function ownCase(
  input: ReferenceInput,
  upstream: ReferenceUpstream,
  ranks: RankOfBatch,
  { padded = false } = {},
): { input: ReferenceInput; upstream: ReferenceUpstream } {
  const { timeSteps, inputSize: I, hiddenSize: H } = input.shape;
  const lengths = input.lengths && ownRows(Int32Array.from(input.lengths), [1, 1], ranks);
  const T = lengths && !padded ? Math.max(...lengths) : timeSteps;
  const h0 = ownRows(input.h0, [1, H], ranks);
  const batchSize = h0.length / H;
  return {
    input: {
      ...input,
      shape: { ...input.shape, timeSteps: T, batchSize },
      x: ownRows(input.x, [timeSteps, I], ranks).subarray(0, T * batchSize * I),
      lengths,
      h0,
      c0: ownRows(input.c0, [1, H], ranks),
    },
    upstream: {
      hs: ownRows(upstream.hs, [timeSteps, H], ranks).subarray(0, T * batchSize * H),
      h: ownRows(upstream.h, [1, H], ranks),
      c: ownRows(upstream.c, [1, H], ranks),
    },
  };
}
