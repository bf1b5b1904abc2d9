import { checker, whole } from "../arguments.ts";

const ATTEMPT = "cut windows";
const check = checker(ATTEMPT, { textLength: whole(0, 2 ** 28) });

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
  check({ textLength });
  whole(2, textLength)(ATTEMPT, "windowLength", windowLength);
  const length = Math.floor(textLength / windowLength);
  return Int32Array.from({ length }, (_, window) => window * windowLength);
}
