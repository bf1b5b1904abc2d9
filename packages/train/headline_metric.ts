import type { Evaluation } from "./evaluate.ts";

/** The figure that the results of a task are compared by. */
export interface HeadlineMetric {
  /** Its name in records. */
  name: "accuracy" | "error" | "bitsPerCharacter";
  /** Its name for people, with its unit. */
  label: string;
  /** Whether more of it is better. */
  higherIsBetter: boolean;
  /** Its value, in the unit of the label. */
  of(evaluation: Pick<Evaluation, "loss" | "accuracy">): number;
}

/** Share of sequences that were classified correctly. */
export const ACCURACY: HeadlineMetric = {
  name: "accuracy",
  label: "accuracy %",
  higherIsBetter: true,
  of: ({ accuracy }) => 100 * accuracy,
};

/** Share of questions that were answered wrongly (the paper, section 5.4). */
export const ERROR: HeadlineMetric = {
  name: "error",
  label: "error %",
  higherIsBetter: false,
  of: ({ accuracy }) => 100 * (1 - accuracy),
};

/** Mean of −log2 of the probability given to the next character (the paper, sections 5.2 and 5.3). */
export const BITS_PER_CHARACTER: HeadlineMetric = {
  name: "bitsPerCharacter",
  label: "bits per character",
  higherIsBetter: false,
  of: ({ loss }) => loss / Math.LN2,
};
