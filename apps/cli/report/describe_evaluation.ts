import type { Evaluation, HeadlineMetric, TaskData } from "@bnlstm/train";

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

/** What was evaluated on, e.g. `10,000 images` or `5,000 characters in 2 streams`. */
export function describeSequences(
  { text }: TaskData<unknown>,
  noun: string,
  { examples, predictions }: { examples: number; predictions: number },
): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return text
    ? `${count(predictions, "character")} in ${count(examples, "stream")}`
    : count(examples, noun);
}
