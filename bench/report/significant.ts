/** A number for a table, to three significant digits or to the unit. */
export function significant(value: number): string {
  return value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
