import { InvalidRangeError } from "../invalid_input.ts";
import type { LabeledTexts } from "./text_sequences.ts";

/**
 * Labels texts with their classes. Each text is used once, and those that occur in several classes are left
 * out, since they have no single right answer.
 *
 * @param texts The texts of each class.
 * @throws {RangeError} If a class is left with fewer than `fewest` texts, or there are fewer than two classes.
 */
export function distinctTexts(
  attempt: string,
  classes: readonly string[],
  texts: readonly (readonly string[])[],
  fewest: number,
): LabeledTexts {
  if (classes.length < 2 || new Set(classes).size < classes.length) {
    throw new InvalidRangeError(
      `Cannot ${attempt}: expected two or more different classes, got "${classes.join(", ")}"`,
    );
  }
  const distinct = texts.map((own) => new Set(own));
  const occurrences = new Map<string, number>();
  for (const own of distinct) {
    for (const text of own) occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  }
  const kept = distinct.map((own) => [...own].filter((text) => occurrences.get(text) === 1));
  kept.forEach(({ length }, label) => {
    if (length < fewest) {
      throw new InvalidRangeError(
        `Cannot ${attempt}: "${classes[label]}" has ${length} texts of its own, ` +
          `expected ${fewest} or more`,
      );
    }
  });
  return {
    texts: kept.flat(),
    labels: Int32Array.from(kept.flatMap((own, label) => own.map(() => label))),
    classes,
  };
}
