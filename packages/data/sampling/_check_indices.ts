import { checker, typed } from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";

const ATTEMPT = "build a batch";
const check = checker(ATTEMPT, { indices: typed("Int32Array") });

/**
 * Refuses a batch of examples that do not exist, or of none.
 *
 * @param size Number of examples.
 * @param what What the numbers are called.
 */
export function checkIndices(indices: Int32Array, size: number, what = "index"): void {
  check({ indices });
  if (indices.length === 0) throw new InvalidRangeError(`Cannot ${ATTEMPT}: it has no rows`);
  const wrong = indices.find((index) => !(index >= 0 && index < size));
  if (wrong === undefined) return;
  throw new InvalidRangeError(`Cannot ${ATTEMPT}: ${what} ${wrong} is not in 0 … ${size - 1}`);
}
