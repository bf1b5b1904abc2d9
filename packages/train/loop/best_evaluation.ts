import type { Evaluation } from "./evaluate.ts";

/** The best evaluation of a run so far, by the headline metric of its task; ties are decided by the loss. */
export interface BestEvaluation {
  /** Step it was made at. */
  step: number;
  /** What was measured. */
  metrics: Evaluation;
  /** Evaluations since then. */
  evaluationsSince: number;
}
