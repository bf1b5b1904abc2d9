import { InvalidTypeError } from "./math/invalid_input.ts";
import { show } from "./math/_show.ts";

/**
 * Refuses unknown options: a misspelled option must not be silently ignored.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @param options What was given.
 * @param known The options that exist.
 * @throws {TypeError} If an option is unknown, naming the first.
 */
export function refuseUnknownOptions(
  attempt: string,
  options: object,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: options must be an object, got ${show(options)}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new InvalidTypeError(
        `Cannot ${attempt}: unknown option "${name}", known are ${known.join(", ")}`,
      );
    }
  }
}
