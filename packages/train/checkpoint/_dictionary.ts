/**
 * Values by names that come from a file. The object has no prototype, so that no name has a special meaning,
 * not even `constructor` or `__proto__`.
 */
export function dictionary<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const values: Record<string, T> = Object.create(null);
  for (const [name, value] of entries) values[name] = value;
  return values;
}
