import type { Evaluation, HeadlineMetric } from "@bnlstm/train";

/** A figure as people read it, e.g. `accuracy 95.24%`. */
export function describeHeadline(
  headline: HeadlineMetric,
  evaluation: Pick<Evaluation, "loss" | "accuracy">,
): string {
  const value = headline.of(evaluation);
  return `${headline.label} ${
    headline.percent ? `${(100 * value).toFixed(2)}%` : value.toFixed(3)
  }`;
}

/** Loss and headline metric in one line. */
export function describeEvaluation(
  headline: HeadlineMetric,
  evaluation: Pick<Evaluation, "loss" | "accuracy">,
): string {
  return `loss ${evaluation.loss.toFixed(4)}  ${describeHeadline(headline, evaluation)}`;
}
