import { InvalidRangeError } from "../invalid_input.ts";
import type { Unsigned } from "../_narrowest_ints.ts";
import { type PredictionBatch, predictionBatch } from "./prediction_batch.ts";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";

/** Options of {@linkcode textWindows}. */
export interface TextWindowOptions {
  /** Number of symbols of the alphabet. */
  symbols: number;
  /** Number of symbols in a window: 100 in the paper for the Penn Treebank, 180 for text8. */
  windowLength: number;
}

/** The windows of a text: every piece of a certain length, identified by its start. */
export interface TextWindows {
  /** Number of positions at which a window can start. */
  readonly size: number;
  /** Number of steps of a window, and of predictions: one less than its number of symbols. */
  readonly timeSteps: number;
  /** Number of symbols, as values in each step and as classes. */
  readonly inputSize: number;
  /**
   * Gathers windows into a new batch, one row for each start, in the order given.
   *
   * @throws {RangeError} If a start is not in `0 … size − 1`.
   */
  batch(starts: Int32Array): PredictionBatch;
}

/**
 * Reads a text in windows, in each of which all symbols except the first are predicted (the paper, sections 5.2
 * and 5.3: 100 symbols give 99 predictions).
 *
 * For training use the starts that {@linkcode WindowSampler} draws, for evaluation those of {@linkcode
 * windowStarts}, whose windows lie end to end.
 *
 * @param text Symbol numbers, as returned by {@linkcode Alphabet.encode}.
 * @throws {TypeError} If an option is unknown.
 * @throws {RangeError} If a window has fewer than two symbols, or more than the text.
 *
 * @example
 * ```ts
 * import { Alphabet, textWindows } from "@bnlstm/data";
 *
 * const alphabet = Alphabet.of(["banana"]);
 * const text = alphabet.encode("banana").ids;
 * const windows = textWindows(text, { symbols: alphabet.size, windowLength: 3 });
 * console.log(windows.batch(new Int32Array([0, 3])).targets); // a, n, n, a: "an" and "na", time-major
 * ```
 */
export function textWindows(text: Unsigned, options: TextWindowOptions): TextWindows {
  refuseUnknownOptions("cut windows", options, ["symbols", "windowLength"]);
  const { symbols, windowLength } = options;
  if (!Number.isInteger(windowLength) || windowLength < 2 || windowLength > text.length) {
    throw new InvalidRangeError(
      `Cannot cut windows: windowLength must be an integer in 2 … ${text.length}, got ${windowLength}`,
    );
  }
  const size = text.length - windowLength + 1;
  const timeSteps = windowLength - 1;
  return {
    size,
    timeSteps,
    inputSize: symbols,
    batch(starts) {
      const wrong = starts.find((start) => !(start >= 0 && start < size));
      if (wrong !== undefined) {
        throw new InvalidRangeError(
          `Cannot build a batch: start ${wrong} is not in 0 … ${size - 1}`,
        );
      }
      return predictionBatch(text, symbols, starts, new Int32Array(starts.length).fill(timeSteps));
    },
  };
}
