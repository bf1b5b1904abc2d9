import { gaussian, uniformSource } from "@bnlstm/core/initializers";

/**
 * h_0 `[B, H]` with noise of standard deviation 0.1, the authors' remedy for first inputs that are the same in
 * all rows: without it the first steps would have no variance.
 */
export function noisyStart(batchSize: number, hiddenSize: number, seed: number): Float64Array {
  return gaussian(batchSize * hiddenSize, uniformSource(seed, 2), 0.1);
}
