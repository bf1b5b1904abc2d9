/**
 * Refuses unknown keys: a misspelled option must not be ignored.
 *
 * @throws {TypeError} If a key is unknown, naming it and the keys that exist.
 */
export function refuseUnknownOptions(
  attempt: string,
  options: object,
  known: readonly string[],
): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new TypeError(
        `Cannot ${attempt}: unknown option "${key}", the options are ${known.join(", ")}`,
      );
    }
  }
}
