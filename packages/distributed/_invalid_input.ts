/**
 * An argument is out of range. `isInvalidInput` of `@bnlstm/core` recognizes it, like the errors of other
 * packages.
 */
export class InvalidRangeError extends RangeError {
  /** The mark that `isInvalidInput` of `@bnlstm/core` knows. */
  get invalidInput(): true {
    return true;
  }
}

/** An argument has the wrong type. */
export class InvalidTypeError extends TypeError {
  /** The mark that `isInvalidInput` of `@bnlstm/core` knows. */
  get invalidInput(): true {
    return true;
  }
}

/** Something that was asked for is not available on this machine or in this runtime. */
export class UnavailableError extends Error {
  /** The mark that `isInvalidInput` of `@bnlstm/core` knows. */
  get invalidInput(): true {
    return true;
  }
}
