import { isSystemError, systemReason } from "./system_reason.ts";

/**
 * Something the user gave cannot be used. It is shown as one sentence, without a stack, and the exit
 * status is 2.
 */
export class InputError extends Error {
  /** The name shown for errors of this class. */
  override name = "InputError";
}

/**
 * Whether a package refused its input, or cannot do something here. The same as `isInvalidInput` of
 * `@bnlstm/core`, without the time to load that package.
 */
export function isInvalidInput(error: unknown): error is Error {
  return error instanceof Error && "invalidInput" in error;
}

/**
 * Runs something that may fail because of the user's input, and turns such a failure into one line.
 *
 * @param read Reads or checks input.
 * @throws {InputError} If `read` or the system refuses the input.
 * @throws {Error} Whatever else `read` throws, since that is a defect.
 */
export async function blameInput<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (isInvalidInput(error)) {
      throw new InputError(error.message.replaceAll(/\s*\n\s*/g, "; "), { cause: error });
    }
    if (isSystemError(error)) {
      throw new InputError(`Cannot read what was given: ${systemReason(error)}`, { cause: error });
    }
    throw error;
  }
}
