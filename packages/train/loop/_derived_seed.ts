/**
 * Derives a seed for one use of the seed of a run, so that no two uses see the same random numbers, and none
 * has a position that would have to be saved.
 *
 * @param seed Seed of the run.
 * @param use What it is for, e.g. `"noise"` and the step.
 * @returns A whole number in 0 … 2³² − 1.
 */
export function derivedSeed(seed: number, ...use: (string | number)[]): number {
  // FNV-1a, in which the last characters affect only a few bits, then the finalizer of MurmurHash3.
  let hash = 0x811c9dc5;
  for (const character of [seed, ...use].join("/")) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
