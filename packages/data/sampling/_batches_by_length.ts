import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { shuffledIndices } from "./_generator.ts";

/** Number of batches whose sequences are sorted together. */
const POOL = 32;

/**
 * Rearranges a shuffled order so that each batch holds sequences of similar length: sorts within pools of
 * {@linkcode POOL} batches, then shuffles the batches, so that on average no length comes before another.
 *
 * @returns The indices of full batches; those at the end of `order` that do not fill one are left out.
 */
export function batchesByLength(
  order: Int32Array,
  lengths: Int32Array,
  batchSize: number,
  generator: RandomGenerator,
): Int32Array {
  const batches = Math.floor(order.length / batchSize);
  const sorted = order.slice(0, batches * batchSize);
  for (let first = 0; first < sorted.length; first += POOL * batchSize) {
    sorted.subarray(first, first + POOL * batchSize).sort((a, b) => lengths[a] - lengths[b]);
  }
  const rearranged = new Int32Array(sorted.length);
  shuffledIndices(batches, generator).forEach((batch, place) => {
    const first = batch * batchSize;
    rearranged.set(sorted.subarray(first, first + batchSize), place * batchSize);
  });
  return rearranged;
}
