/** An argument, or the contents of a named file, has the wrong type or shape. */
export class InvalidTypeError extends TypeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** An argument, or a value in a named file, is out of range. */
export class InvalidRangeError extends RangeError {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}

/** A file or package that was named cannot be reached. */
export class UnreachableError extends Error {
  /** Tells it from a defect; the same in all packages. */
  get invalidInput(): true {
    return true;
  }
}
