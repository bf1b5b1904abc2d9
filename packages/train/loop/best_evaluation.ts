import type { Evaluation } from "./evaluate.ts";
import type { HeadlineMetric } from "../tasks/headline_metric.ts";

/** The best evaluation of a run so far, by the headline metric of its task; ties are decided by the loss. */
export interface BestEvaluation {
  /** The step at which it was made. */
  step: number;
  /** What was measured. */
  metrics: Evaluation;
  /** Number of evaluations since then. */
  evaluationsSince: number;
}

/** Returns the best evaluation after a new one. */
export function updateBest(
  best: BestEvaluation | undefined,
  step: number,
  metrics: Evaluation,
  { of, higherIsBetter }: HeadlineMetric,
): BestEvaluation {
  const gain = best === undefined
    ? Infinity
    : (of(metrics) - of(best.metrics)) * (higherIsBetter ? 1 : -1);
  const improved = gain > 0 || (gain === 0 && metrics.loss < best!.metrics.loss);
  return improved
    ? { step, metrics, evaluationsSince: 0 }
    : { ...best!, evaluationsSince: best!.evaluationsSince + 1 };
}
