/**
 * Zero for what is smaller than 1e-30, of either sign. NaN stays NaN.
 *
 * Gradients that vanish over many steps, and states that decay, otherwise become subnormal numbers, below
 * 1.2e-38, each operation on which takes some processors a hundred times as long. They are stopped while
 * they can still be multiplied by anything a gate can be without getting there. Beside gradients that are
 * large enough to be seen in a sum of single precision they are nothing.
 *
 * @param tiny The vector at `TINY` of the constants.
 */
export function flush(v: v128, tiny: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), tiny));
}

/** The same for one number. */
export function flushNumber(value: f32): f32 {
  return abs(value) < 1e-30 ? 0 : value;
}
