import { InvalidArgumentError } from "commander";

/** Reads an argument that must be a number for which something holds. */
export function numberWhere(
  holds: (value: number) => boolean,
  what: string,
): (text: string) => number {
  return (text) => {
    // To `Number`, a text without anything is 0.
    const value = text.trim() === "" ? NaN : Number(text);
    if (holds(value)) return value;
    throw new InvalidArgumentError(`It must be ${what}.`);
  };
}

/** Reads an argument that must be a whole number in a range. */
export function wholeNumber(least: number, most = Infinity): (text: string) => number {
  const range = most === Infinity ? `>= ${least}` : `from ${least} to ${most}`;
  const read = numberWhere(
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
    `a whole number ${range}`,
  );
  // Digits alone: 1e3 and 0x10 are more likely mistakes.
  return (text) => read(/^\d+$/.test(text) ? text : "");
}

/** Reads an argument that must be a seed. */
export const seed: (text: string) => number = wholeNumber(0, 2 ** 32 - 1);

/** Reads an argument of several values with commas between them. */
export function listOf(read: (text: string) => number): (text: string) => number[] {
  return (text) =>
    text.split(",").map((item) => {
      try {
        return read(item);
      } catch (error) {
        const { message } = error as InvalidArgumentError;
        throw new InvalidArgumentError(message.replace(/^It/, JSON.stringify(item)));
      }
    });
}
