import type { Unsigned } from "../_narrowest_ints.ts";
import { type PredictionBatch, predictionBatch } from "./prediction_batch.ts";
import { checker, number, optional, record, whole } from "../arguments.ts";
import { SYMBOL_NUMBERS, SYMBOLS } from "./one_hot.ts";

/** Options of {@linkcode contiguousBatches}. */
export interface ContiguousBatchOptions {
  /** Number of symbols of the alphabet. */
  symbols: number;
  /** Number of rows, each of which reads one part of the text. 1 by default, as in the paper. */
  streams?: number;
  /** Number of steps of a batch; it only limits memory. 1,000 by default. */
  timeSteps?: number;
}

/**
 * Reads a text as one long sequence, or a few, for evaluation: every symbol except the first is predicted once.
 * Each row of a batch continues where it ended in the previous batch, so carry over the hidden and cell state
 * and keep counting time steps.
 *
 * With several streams, the text is divided into parts whose lengths differ by at most one, the longer ones
 * first; each part also predicts the first symbol of the next. The last batch is shorter, or one step longer so
 * that no row of it is empty, and has `lengths` if the parts differ.
 *
 * @throws {TypeError} If an option is unknown.
 * @throws {RangeError} If the text is shorter than `streams + 1` symbols, or an option is not a positive
 * integer.
 *
 * @example
 * ```ts
 * import { contiguousBatches } from "@bnlstm/data";
 *
 * const text = new Uint8Array([0, 1, 2, 0, 1, 2]);
 * for (const { targets } of contiguousBatches(text, { symbols: 3, timeSteps: 2 })) {
 *   console.log(targets); // 1, 2 then 0, 1 then 2
 * }
 * ```
 */
export function* contiguousBatches(
  text: Unsigned,
  options: ContiguousBatchOptions,
): Generator<PredictionBatch, void, undefined> {
  check({ text, options });
  const { symbols, streams = 1, timeSteps = 1000 } = options;
  const predictions = text.length - 1;
  whole(1, predictions)(ATTEMPT, "streams", streams);
  const shortest = Math.floor(predictions / streams);
  const longer = predictions % streams;
  const starts = Int32Array.from(
    { length: streams },
    (_, stream) => stream * shortest + Math.min(stream, longer),
  );
  for (let done = 0; done < shortest; done += timeSteps) {
    const last = done + timeSteps >= shortest;
    const lengths = Int32Array.from(
      { length: streams },
      (_, stream) => last ? shortest - done + Number(stream < longer) : timeSteps,
    );
    yield predictionBatch(text, symbols, starts.map((start) => start + done), lengths);
  }
}

const ATTEMPT = "read a text in batches";
const check = checker(ATTEMPT, {
  text: SYMBOL_NUMBERS,
  options: record({
    symbols: SYMBOLS,
    streams: optional(number),
    timeSteps: optional(whole(1)),
  }),
});
