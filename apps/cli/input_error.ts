/**
 * Something the user gave cannot be used. It is shown as one sentence, without a stack, and the exit
 * status is 2.
 */
export class InputError extends Error {
  /** The name shown for errors of this class. */
  override name = "InputError";
}

/**
 * Runs what fails only because of what the user gave, and says so when it does.
 *
 * @param read Reads or checks input; its messages are those of the packages ("Cannot …: …").
 * @throws {InputError} If `read` throws, with its message in one line.
 */
export async function blameInput<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError(message.replaceAll(/\s*\n\s*/g, "; "), { cause: error });
  }
}
