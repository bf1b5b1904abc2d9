/**
 * Something the user gave cannot be used. It is shown as one sentence, without a stack, and the exit
 * status is 2.
 */
export class InputError extends Error {
  /** The name shown for errors of this class. */
  override name = "InputError";
}
