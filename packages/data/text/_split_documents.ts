import type { TextSplits } from "./character_corpus.ts";

/**
 * Divides documents 18 to 1 to 1: of every twenty, the last is for testing and the one before it for
 * validation. Documents that are ordered by genre are divided so within each.
 */
export function splitDocuments<Document>(documents: readonly Document[]): TextSplits<Document[]> {
  const part = (belongs: (place: number) => boolean) =>
    documents.filter((_, index) => belongs(index % 20));
  return {
    train: part((place) => place < 18),
    valid: part((place) => place === 18),
    test: part((place) => place === 19),
  };
}
