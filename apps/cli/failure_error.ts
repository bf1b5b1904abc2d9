/**
 * Something outside the program went wrong while it ran, such as a full disk. It is shown as one sentence,
 * without a stack, and the exit status is 1.
 */
export class FailureError extends Error {
  /** The name shown for errors of this class. */
  override name = "FailureError";
}
