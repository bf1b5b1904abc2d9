import { AssertionError } from "node:assert";

/** How far a value may lie from what is expected: `|actual − expected| ≤ absolute + relative · scale`. */
export interface Tolerance {
  /** Part that does not depend on the magnitude. */
  absolute: number;
  /** Part multiplied by the largest magnitude in `expected`. */
  relative: number;
}

/**
 * Asserts that two lists of numbers agree element by element.
 *
 * The scale of the relative part is the largest magnitude of `expected` as a whole: in a gradient the
 * rounding of a small element is that of the large terms it was summed from. NaN and infinities
 * never pass, and lengths must be equal.
 *
 * @throws {AssertionError} If not, naming `what`, the worst index, both values and the allowed distance.
 */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  what = "values",
): void {
  if (actual.length !== expected.length) {
    throw new AssertionError({
      message: `${what}: expected ${expected.length} elements, got ${actual.length}`,
    });
  }
  let scale = 0;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]));
  const allowed = tolerance.absolute + tolerance.relative * scale;
  let worst = 0;
  let at = -1;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i] - expected[i]);
    // Written so that a NaN distance is the worst of all.
    if (!(distance <= worst)) {
      worst = distance;
      at = i;
      if (Number.isNaN(distance)) break;
    }
  }
  if (!(worst <= allowed)) {
    throw new AssertionError({
      message: `${what}: at ${at} got ${actual[at]}, expected ${expected[at]}; ` +
        `distance ${worst} exceeds ${allowed} (largest magnitude ${scale})`,
      actual: actual[at],
      expected: expected[at],
    });
  }
}
