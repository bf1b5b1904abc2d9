import type { Unsigned } from "../_narrowest_ints.ts";
import { type PredictionBatch, predictionBatch } from "./prediction_batch.ts";
import { checker, number, record, whole } from "../arguments.ts";
import { checkIndices } from "../sampling/_check_indices.ts";
import { SYMBOL_NUMBERS, SYMBOLS } from "./one_hot.ts";

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

const ATTEMPT = "cut windows";
const check = checker(ATTEMPT, {
  text: SYMBOL_NUMBERS,
  options: record({ symbols: SYMBOLS, windowLength: number }),
});

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
  check({ text, options });
  const { symbols, windowLength } = options;
  whole(2, text.length)(ATTEMPT, "windowLength", windowLength);
  const size = text.length - windowLength + 1;
  const timeSteps = windowLength - 1;
  return {
    size,
    timeSteps,
    inputSize: symbols,
    batch(starts) {
      checkIndices(starts, size, "start");
      return predictionBatch(text, symbols, starts, new Int32Array(starts.length).fill(timeSteps));
    },
  };
}
