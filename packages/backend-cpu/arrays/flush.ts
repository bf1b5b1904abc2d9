/**
 * Returns 0 for a value whose magnitude is below 1e-30, and other values unchanged; NaN stays NaN.
 *
 * Otherwise gradients that vanish over many steps, and states that decay, become subnormal float32 numbers,
 * below 1.2e-38, and some processors take a hundred times as long for each operation on those. Such small
 * values do not matter: added to a gradient of any useful size in single precision, they change nothing.
 */
export function flush(value: number): number {
  return value < 1e-30 && value > -1e-30 ? 0 : value;
}
