import { InvalidRangeError, InvalidTypeError } from "@bnlstm/core";

/**
 * Refuses unknown options.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @throws {TypeError} If an option is unknown.
 */
export function checkOptions(attempt: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new InvalidTypeError(`Cannot ${attempt}: unknown option ${JSON.stringify(name)}`);
    }
  }
}

/**
 * Checks the number of rows of a training batch, with which variances are converted.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @throws {RangeError} If there are fewer than two rows.
 */
export function checkBatchSize(attempt: string, batchSize: number | undefined): void {
  if (batchSize === undefined || (Number.isInteger(batchSize) && batchSize > 1)) return;
  throw new InvalidRangeError(
    `Cannot ${attempt}: batchSize must be a whole number above 1, got ${batchSize}`,
  );
}
