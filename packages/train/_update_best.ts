import type { BestEvaluation } from "./best_evaluation.ts";
import type { Evaluation } from "./evaluate.ts";

/** The best evaluation once there is a new one. */
export function updateBest(
  best: BestEvaluation | undefined,
  step: number,
  metrics: Evaluation,
): BestEvaluation {
  const improved = best === undefined || metrics.accuracy > best.metrics.accuracy ||
    (metrics.accuracy === best.metrics.accuracy && metrics.loss < best.metrics.loss);
  return improved
    ? { step, metrics, evaluationsSince: 0 }
    : { ...best, evaluationsSince: best.evaluationsSince + 1 };
}
