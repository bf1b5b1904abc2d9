/**
 * An argument or an input has the wrong type or shape. A `TypeError` of another class is a defect of the
 * program.
 */
export class InvalidTypeError extends TypeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** An argument or an input is out of range. */
export class InvalidRangeError extends RangeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** Something that was asked for is not available on this machine or in this runtime. */
export class UnavailableError extends Error {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/**
 * Whether an error is about invalid input, rather than a defect. It recognizes the errors of all packages of
 * this library.
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
