import { activeRows, type WholeBatch } from "./step_schedule.ts";
import type { Ranks } from "./ranks.ts";

/**
 * How many rows are active at each step of a batch that is divided among several processes.
 *
 * @param ranks The processes.
 * @param timeSteps T of the rows of this process.
 * @param batchSize Number of rows of this process.
 * @param lengths Steps of each of its rows `[batchSize]`. Default: all T.
 */
export function wholeBatch(
  ranks: Ranks,
  timeSteps: number,
  batchSize: number,
  lengths: ArrayLike<number> | undefined,
): WholeBatch {
  const own = activeRows(timeSteps, batchSize, lengths);
  const parts = ranks.gather(new Uint8Array(Int32Array.of(batchSize, ...own).buffer))
    .map((bytes) => new Int32Array(bytes.buffer));
  const active = new Int32Array(Math.max(...parts.map((part) => part.length)) - 1);
  for (const part of parts) part.subarray(1).forEach((n, t) => active[t] += n);
  return { active, batchSize: parts.reduce((sum, [rows]) => sum + rows, 0) };
}
