/** Whether a word stands for an entity: `@entity0`, `@entity1` and so on. */
export function isEntityMarker(word: string): boolean {
  return /^@entity\d+$/.test(word);
}

/** The word that stands for the answer. */
export const placeholder = "@placeholder";
