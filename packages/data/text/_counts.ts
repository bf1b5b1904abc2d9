/** Counts values, in addition to what `counts` holds. */
export function countValues(
  values: Iterable<string>,
  counts: Map<string, number> = new Map(),
): Map<string, number> {
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The values and their counts, most frequent first; the order of code units decides between equals. */
export function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
