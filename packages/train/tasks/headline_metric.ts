import type { Evaluation } from "../loop/evaluate.ts";

/** The figure that the results of a task are compared by. */
export interface HeadlineMetric {
  /** Its name in records. */
  name: "accuracy" | "error" | "bitsPerCharacter" | "mase";
  /** Its name for people. */
  label: string;
  /** Whether people read it in percent. */
  percent: boolean;
  /** Whether more of it is better. */
  higherIsBetter: boolean;
  /** Its value; 0 … 1 where people read percent. */
  of(evaluation: Pick<Evaluation, "loss" | "accuracy">): number;
}

/** Share of sequences that were classified correctly. */
export const ACCURACY: HeadlineMetric = {
  name: "accuracy",
  label: "accuracy",
  percent: true,
  higherIsBetter: true,
  of: ({ accuracy }) => accuracy,
};

/** Share of questions that were answered wrongly (the paper, section 5.4). */
export const ERROR: HeadlineMetric = {
  name: "error",
  label: "error",
  percent: true,
  higherIsBetter: false,
  of: ({ accuracy }) => 1 - accuracy,
};

/** Mean of −log2 of the probability given to the next character (the paper, sections 5.2 and 5.3). */
export const BITS_PER_CHARACTER: HeadlineMetric = {
  name: "bitsPerCharacter",
  label: "bits per character",
  percent: false,
  higherIsBetter: false,
  of: ({ loss }) => loss / Math.LN2,
};

/**
 * Mean absolute error of forecasts, in units of that of a simple rule in training: less than 1 is better than the rule
 * (the mean absolute scaled error of Hyndman and Koehler, 2006).
 */
export const MASE: HeadlineMetric = {
  name: "mase",
  label: "MASE",
  percent: false,
  higherIsBetter: false,
  of: ({ loss }) => loss,
};
