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
 * Whether a package refuses what it was given, or cannot do it here, as `isInvalidInput` of `@bnlstm/core` tells,
 * which it would take time to load.
 */
export function isInvalidInput(error: unknown): error is Error {
  return error instanceof Error && "invalidInput" in error;
}

/**
 * Runs what may fail because of what the user gave, and says so in one line when it does.
 *
 * @param read Reads or checks input.
 * @throws {InputError} If `read` refuses the input, or the system does.
 * @throws {Error} Whatever else it throws: that is a defect, not the user's.
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
