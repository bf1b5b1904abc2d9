/** What people and programs write where there is no value. */
const MISSING = new Set(
  ["", "na", "n/a", "nan", "null", "none", "nil", "?", "-", "--", "#n/a", "missing"],
);

/** Whether a value of a file says that there is none. */
export function isMissing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "number") return Number.isNaN(value);
  if (typeof value !== "string" || value.length > 8) return false;
  // Nearly all values of a table are numbers: a digit is told at once.
  const digit = value.charCodeAt(value.startsWith("-") ? 1 : 0) - ZERO;
  return !(digit >= 0 && digit <= 9) && MISSING.has(value.trim().toLowerCase());
}

const ZERO = "0".charCodeAt(0);

/**
 * The number that a value of a file stands for; NaN if it is none.
 *
 * @param decimalComma Whether `3,14` is a number too.
 */
export function parseNumber(value: unknown, decimalComma = false): number {
  if (typeof value !== "string") return typeof value === "number" ? value : NaN;
  const number = Number(decimalComma ? value.replace(",", ".") : value);
  if (number !== 0 && !Number.isNaN(number)) {
    // What else JavaScript takes for numbers, such as 0x1f, is none in data.
    return /[xXoObB]/.test(value) ? NaN : number;
  }
  if (Number.isNaN(number)) return infinity(value);
  return value.trim() === "" || /[xXoObB]/.test(value) ? NaN : number;
}

function infinity(value: string): number {
  const [, sign] = /^\s*([+-]?)(?:inf|infinity|∞)\s*$/i.exec(value) ?? [];
  return sign === undefined ? NaN : sign === "-" ? -Infinity : Infinity;
}
