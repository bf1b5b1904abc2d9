/** What a caller gave, or a file that was named, is of the wrong type or shape. */
export class InvalidTypeError extends TypeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** What a caller gave, or a file that was named, is out of range. */
export class InvalidRangeError extends RangeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** What was named cannot be reached. */
export class UnreachableError extends Error {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}
