/** What people and programs write for a missing value. */
const MISSING = new Set(
  ["", "na", "n/a", "nan", "null", "none", "nil", "?", "-", "--", "#n/a", "missing"],
);

/** Whether a value in a file means that the value is missing. */
export function isMissing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "number") return Number.isNaN(value);
  if (typeof value !== "string" || value.length > 8) return false;
  // Nearly all values of a table are numbers, so this checks for a digit first.
  const digit = value.charCodeAt(value.startsWith("-") ? 1 : 0) - ZERO;
  return !(digit >= 0 && digit <= 9) && MISSING.has(value.trim().toLowerCase());
}

const ZERO = "0".charCodeAt(0);

/**
 * The number that a value in a file stands for; NaN if it is not a number.
 *
 * @param decimalComma Whether `3,14` is a number too.
 */
export function parseNumber(value: unknown, decimalComma = false): number {
  if (typeof value !== "string") return typeof value === "number" ? value : NaN;
  const number = Number(decimalComma ? value.replace(",", ".") : value);
  if (number !== 0 && !Number.isNaN(number)) {
    // JavaScript accepts more as numbers, such as 0x1f, that are not numbers in data.
    return /[xXoObB]/.test(value) ? NaN : number;
  }
  if (Number.isNaN(number)) return infinity(value);
  return value.trim() === "" || /[xXoObB]/.test(value) ? NaN : number;
}

function infinity(value: string): number {
  const [, sign] = /^\s*([+-]?)(?:inf|infinity|∞)\s*$/i.exec(value) ?? [];
  return sign === undefined ? NaN : sign === "-" ? -Infinity : Infinity;
}
