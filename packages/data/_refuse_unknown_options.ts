import { InvalidTypeError } from "./invalid_input.ts";

/**
 * Refuses unknown options: a misspelled option must not be silently ignored.
 *
 * @throws {TypeError} If a key is unknown, naming it and the keys that exist.
 */
export function refuseUnknownOptions(
  attempt: string,
  options: object,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null) {
    throw new InvalidTypeError(`Cannot ${attempt}: options must be an object, got ${options}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new InvalidTypeError(
        `Cannot ${attempt}: unknown option "${key}", the options are ${known.join(", ")}`,
      );
    }
  }
}
