/** A seed in `0 … 2³² − 1` for one of many things that are drawn apart from each other. */
export function mixedSeed(seed: number, ...numbers: readonly number[]): number {
  let hash = seed;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad) + number | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
