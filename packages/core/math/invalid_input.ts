/**
 * What a caller gave is of the wrong type or shape. A `TypeError` that is none of these is a defect of the
 * program.
 */
export class InvalidTypeError extends TypeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** What a caller gave is out of range. */
export class InvalidRangeError extends RangeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** What was asked for is not to be had on this machine, or in this runtime. */
export class UnavailableError extends Error {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/**
 * Whether an error is about what a caller gave, and no defect.
 *
 * @example
 * ```ts
 * import { BatchNormLSTM, isInvalidInput } from "@bnlstm/core";
 *
 * try {
 *   BatchNormLSTM.create({ inputSize: 0, hiddenSize: 4 });
 * } catch (error) {
 *   console.log(isInvalidInput(error)); // true
 * }
 * ```
 */
export function isInvalidInput(error: unknown): boolean {
  return error instanceof Error && "invalidInput" in error;
}
