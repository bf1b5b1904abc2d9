const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10 to the power of a whole number, as text: 10⁶. */
export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])}`;
}
