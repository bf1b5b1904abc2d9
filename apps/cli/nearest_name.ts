import { distance } from "fastest-levenshtein";

/**
 * The known name that a mistyped one was probably meant to be.
 *
 * @returns `undefined` if none is near: more than two letters and more than a third of them differ.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let best = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < best) [nearest, best] = [candidate, edits];
  }
  return nearest;
}
