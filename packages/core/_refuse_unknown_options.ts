/**
 * Refuses options that do not exist: a misspelled option must not be silently ignored.
 *
 * @param attempt What was asked for, to follow "Cannot".
 * @param options What was given.
 * @param known The options that exist.
 * @throws {TypeError} If an option is unknown, naming the first.
 */
export function refuseUnknownOptions(
  attempt: string,
  options: object,
  known: readonly string[],
): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(
        `Cannot ${attempt}: unknown option "${name}", known are ${known.join(", ")}`,
      );
    }
  }
}
