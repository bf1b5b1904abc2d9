import { InvalidRangeError } from "../invalid_input.ts";

/**
 * Starts of windows that lie end to end from the beginning of a text. Symbols at the end that do not fill a
 * window are left out.
 *
 * @throws {RangeError} If a window has fewer than two symbols, or more than the text.
 *
 * @example
 * ```ts
 * import { windowStarts } from "@bnlstm/data";
 *
 * console.log(windowStarts(350, 100)); // 0, 100, 200
 * ```
 */
export function windowStarts(textLength: number, windowLength: number): Int32Array {
  if (!Number.isInteger(windowLength) || windowLength < 2 || windowLength > textLength) {
    throw new InvalidRangeError(
      `Cannot cut windows: windowLength must be an integer in 2 … ${textLength}, got ${windowLength}`,
    );
  }
  const length = Math.floor(textLength / windowLength);
  return Int32Array.from({ length }, (_, window) => window * windowLength);
}
