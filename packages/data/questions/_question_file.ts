/** Bytes of the largest `.question` file that is read; the longest of CNN has 20 kB. */
export const LARGEST_QUESTION_FILE = 2 ** 20;

/** The word that stands for the answer. */
export const PLACEHOLDER = "@placeholder";

/** Whether a word stands for an entity: `@entity0`, `@entity1` and so on. */
export function isEntityMarker(word: string): boolean {
  return /^@entity\d+$/.test(word);
}
