/** What a caller gave is out of range. It is told from a defect as the errors of other packages are. */
export class InvalidRangeError extends RangeError {
  /** The mark that `isInvalidInput` of `@bnlstm/core` knows. */
  get invalidInput(): true {
    return true;
  }
}

/** What was asked for is not to be had on this machine, or in this runtime. */
export class UnavailableError extends Error {
  /** The mark that `isInvalidInput` of `@bnlstm/core` knows. */
  get invalidInput(): true {
    return true;
  }
}
