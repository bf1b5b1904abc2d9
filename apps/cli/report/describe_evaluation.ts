import type { Evaluation, HeadlineMetric } from "@bnlstm/train";

/** A figure as people read it, e.g. `accuracy 95.24%`. */
export function describeHeadline(
  headline: HeadlineMetric,
  evaluation: Pick<Evaluation, "loss" | "accuracy">,
): string {
  return `${headline.label} ${inItsUnit(headline, headline.of(evaluation))}`;
}

/** What rules without learning reach, in one line. */
export function describeBaselines(
  headline: HeadlineMetric,
  baselines: Readonly<Record<string, number>>,
): string {
  const values = Object.entries(baselines)
    .map(([name, value]) => `${name} ${inItsUnit(headline, value)}`);
  return `without learning: ${values.join(", ")}`;
}

/** Loss and headline metric in one line. */
export function describeEvaluation(
  headline: HeadlineMetric,
  evaluation: Pick<Evaluation, "loss" | "accuracy">,
): string {
  return `loss ${evaluation.loss.toFixed(4)}  ${describeHeadline(headline, evaluation)}`;
}

function inItsUnit({ percent }: HeadlineMetric, value: number): string {
  return percent ? `${(100 * value).toFixed(2)}%` : value.toFixed(3);
}
