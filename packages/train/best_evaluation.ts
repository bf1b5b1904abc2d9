import type { Evaluation } from "./evaluate.ts";

/** The best evaluation of a run so far. */
export interface BestEvaluation {
  /** Step it was made at. */
  step: number;
  /** What was measured. */
  metrics: Evaluation;
  /** Evaluations since then. */
  evaluationsSince: number;
}
