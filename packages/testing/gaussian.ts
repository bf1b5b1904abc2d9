import { gaussian as draw, uniformSource } from "@bnlstm/core/initializers";

/** Normally distributed numbers, the same for the same seed. */
export function gaussian(length: number, seed: number, scale = 1): Float64Array {
  return draw(length, uniformSource(seed), scale);
}
