import type { LengthScore } from "./held_out.ts";

/** The mean of a value over texts, of which each row has a number. */
export function textMean(
  scores: readonly LengthScore[],
  value: (score: LengthScore) => number,
): number {
  const texts = scores.reduce((sum, score) => sum + score[1], 0);
  return scores.reduce((sum, score) => sum + score[1] * value(score), 0) / texts;
}
