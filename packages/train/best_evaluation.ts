import type { Evaluation } from "./evaluate.ts";

/** The best evaluation of a run so far: the highest accuracy, and of equal ones the lowest loss. */
export interface BestEvaluation {
  /** Step it was made at. */
  step: number;
  /** What was measured. */
  metrics: Evaluation;
  /** Evaluations since then. */
  evaluationsSince: number;
}
