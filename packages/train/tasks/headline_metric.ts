import type { Evaluation } from "../loop/evaluate.ts";

/** The metric by which the results of a task are compared. */
export interface HeadlineMetric {
  /** Its name in records. */
  name: "accuracy" | "error" | "bitsPerCharacter" | "mase";
  /** Its name as shown to people. */
  label: string;
  /** Whether it is shown in percent. */
  percent: boolean;
  /** Whether higher values are better. */
  higherIsBetter: boolean;
  /** Computes its value; 0 … 1 if it is shown in percent. */
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
 * Mean absolute error of forecasts, relative to that of a simple rule in training: less than 1 is better than
 * the rule (the mean absolute scaled error of Hyndman and Koehler, 2006).
 */
export const MASE: HeadlineMetric = {
  name: "mase",
  label: "MASE",
  percent: false,
  higherIsBetter: false,
  of: ({ loss }) => loss,
};
