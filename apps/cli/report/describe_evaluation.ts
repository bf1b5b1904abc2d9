import type { Evaluation, TaskData } from "@bnlstm/train";
import type { HeadlineMetric } from "@bnlstm/train/tasks";

/** A metric as shown to people, e.g. `accuracy 95.24%`. */
export function describeHeadline(
  headline: HeadlineMetric,
  evaluation: Pick<Evaluation, "loss" | "accuracy">,
): string {
  return `${headline.label} ${inItsUnit(headline, headline.of(evaluation))}`;
}

/** The results of baselines that learn nothing, in one line. */
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

/** The data of an evaluation, e.g. `10,000 images` or `5,000 characters in 2 streams`. */
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

function inItsUnit({ percent }: HeadlineMetric, value: number): string {
  return percent ? `${(100 * value).toFixed(2)}%` : value.toFixed(3);
}
