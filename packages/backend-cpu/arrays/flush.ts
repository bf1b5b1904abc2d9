/**
 * Zero for what is smaller than 1e-30, of either sign; NaN stays NaN.
 *
 * Gradients that vanish over many steps, and states that decay, otherwise become subnormal float32 numbers,
 * below 1.2e-38, each operation on which takes some processors a hundred times as long. Beside gradients that
 * are large enough to be seen in a sum of single precision they are nothing.
 */
export function flush(value: number): number {
  return value < 1e-30 && value > -1e-30 ? 0 : value;
}
