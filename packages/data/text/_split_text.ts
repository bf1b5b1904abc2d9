import type { TextSplits } from "./character_corpus.ts";

/**
 * Divides a text as text8 is divided: the first 90 % for training, then 5 % for validation and 5 % for testing.
 */
export function splitText(text: string): TextSplits<string> {
  const first = boundary(text, Math.floor(text.length * 0.9));
  const second = boundary(text, Math.floor(text.length * 0.95));
  return {
    train: text.slice(0, first),
    valid: text.slice(first, second),
    test: text.slice(second),
  };
}

/** Moves a cut out of a surrogate pair. */
function boundary(text: string, at: number): number {
  const codePoint = text.codePointAt(at - 1) ?? 0;
  return codePoint > 0xffff ? at + 1 : at;
}
