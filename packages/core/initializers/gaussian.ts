import { aFunction, aNumber, check, integer, MOST_ELEMENTS } from "../math/_rules.ts";

/**
 * Independent normally distributed numbers with mean 0 (Box and Muller's transform).
 *
 * @param length How many.
 * @param random Source of uniform numbers in `[0, 1)`, such as `uniformSource(seed)`; called twice for
 * every two numbers.
 * @param scale Standard deviation.
 */
export function gaussian(length: number, random: () => number, scale = 1): Float64Array {
  check("draw numbers", { length, random, scale }, {
    length: integer(0, MOST_ELEMENTS),
    random: aFunction,
    scale: aNumber,
  });
  const values = new Float64Array(length);
  for (let i = 0; i < length; i += 2) {
    const radius = scale * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[i] = radius * Math.cos(angle);
    // Beyond the end of an odd length, where a typed array ignores it.
    values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}
